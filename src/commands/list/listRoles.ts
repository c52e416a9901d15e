import * as vscode from 'vscode';
import type { ListResult, RoleItem } from '../../api.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pageRequest } from './lists.js';
import { pickConnection, pickMount, pickRole } from '../input/pickers.js';

/** `pki.listRoles` `{ connection, mount, cursor, limit }`: a person picks one to issue from. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<ListResult<RoleItem>> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	if (interactive) {
		const role = await pickRole(context, connection, mount, options);
		const issue = await import('../issue/issueCertificate.js');
		await issue.run(context, {
			options: { connection: connection.id, mount, role },
			selection: [],
			interactive,
		});
		return { items: [{ role, mount }] };
	}
	const client = await context.clients.get(connection.id);
	const { items, cursor } = await withProgress(vscode.l10n.t('Listing roles'), (signal) =>
		client.listRoles(mount, pageRequest(options), { signal }),
	);
	return { items: items.map(({ role }) => ({ role, mount })), cursor };
}
