import type { AuditLogEvent, AuditLogResult } from '../../api.js';
import { type AuditEvent, can } from '../../core/backends/contract/backend.js';
import { isPkiError } from '../../core/common/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pickConnection } from '../input/pickers.js';
import { readFilter } from './auditFilter.js';
import { AuditView } from './auditView.js';

/** By connection, as long as its tab is open. */
const views = new Map<string, AuditView>();

let isClosedAtEnd = false;

/** Those that are open then; once for all views. */
function closeAtEnd({ context }: CommandContext): void {
	if (isClosedAtEnd) return;
	isClosedAtEnd = true;
	context.subscriptions.push({ dispose: () => views.forEach((view) => view.dispose()) });
}

/** Undefined where none is open. */
export function auditShown(connection: string): AuditView | undefined {
	const view = views.get(connection);
	return view?.panel.isGone === true ? undefined : view;
}

/**
 * `pki.showAuditLog` `{ connection, last, from, to, actions, succeeded, identity }`: a tab with the certificate events of a
 * server's audit log. A person sees a failure in the tab; a program's call rejects.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<AuditLogResult> {
	const filter = readFilter(options);
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'listAuditEvents'),
	);
	auditShown(connection.id)?.dispose();
	const source = {
		label: connection.label,
		client: () => context.clients.get(connection.id),
	};
	const view = new AuditView(context.context.extensionUri, source, filter);
	views.set(connection.id, view);
	closeAtEnd(context);
	try {
		await view.open();
	} catch (error) {
		const isShown = isPkiError(error) && error.code !== 'cancelled';
		if (!interactive || !isShown) {
			view.dispose();
			throw error;
		}
	}
	const { events, hasMore } = view.log;
	return { events: events.map(plainEvent), hasMore };
}

function plainEvent(event: AuditEvent): AuditLogEvent {
	const { id, time, action, serverAction, succeeded, identity, sourceIp, requestId } = event;
	const { serialNumber, role, authority, commonName } = event;
	return {
		...{ id, time, action, serverAction, succeeded, identity, sourceIp, requestId },
		...{ serialNumber, role, authority, commonName },
	};
}
