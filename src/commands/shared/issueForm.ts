/** What issuing and signing ask and check in common. */
import * as vscode from 'vscode';
import type { Backend, CertificateWishes, IssuedCertificate } from '../../core/backends/backend.js';
import type { Connection } from '../../services/services.js';
import { isPkiError } from '../../core/common/errors.js';
import { askOnce } from '../../ui/wizard.js';
import type { CommandContext } from '../command.js';
import { optionalTtl, requireTtl } from './adminForm.js';
import { askNames } from './formSteps.js';
import { sortNames } from './names.js';
import { optionalString, optionalStrings, type Options } from './options.js';
import { pickConnection, pickMount, pickRole } from './pickers.js';

export interface RoleTarget {
	readonly connection: Connection;
	readonly client: Backend;
	readonly mount: string;
	readonly role: string;
}

export async function pickRoleTarget(
	context: CommandContext,
	options: Options,
): Promise<RoleTarget> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const role = await pickRole(context, connection, mount, options);
	return { connection, client: await context.clients.get(connection.id), mount, role };
}

/** The wishes from the options; a person is asked for the names and the lifetime that they leave out. */
export async function readWishes(
	target: RoleTarget,
	options: Options,
	interactive: boolean,
): Promise<CertificateWishes> {
	const given = {
		commonName: optionalString(options, 'commonName'),
		altNames: optionalStrings(options, 'altNames'),
		ipSans: optionalStrings(options, 'ipSans'),
		uriSans: optionalStrings(options, 'uriSans'),
		issuer: optionalString(options, 'issuer'),
	};
	const ttl = optionalTtl(options) ?? (interactive ? await askTtl(target) : undefined);
	const base = {
		mount: target.mount,
		role: target.role,
		...given,
		ttlSeconds: ttl === undefined || ttl === '' ? undefined : requireTtl(ttl),
	};
	if (!interactive || given.commonName !== undefined) return base;
	const names = await askOnce(vscode.l10n.t('Issue Certificate'), (frame) =>
		askNames(frame, {
			prompt: vscode.l10n.t('Names, the first one is the common name. {0}', target.role),
			value: [],
			required: true,
		}),
	);
	return { ...base, commonName: names[0], ...sortNames(names) };
}

async function askTtl(target: RoleTarget): Promise<string> {
	const rules = await target.client
		.readRole(target.mount, target.role)
		.then((role) => role.rules)
		.catch((error: unknown) => {
			// A token that may only issue cannot read the role; the server decides then.
			if (isPkiError(error, 'forbidden')) return undefined;
			throw error;
		});
	const seconds = rules?.ttlSeconds ?? rules?.maxTtlSeconds;
	const { formatDuration } = await import('./duration.js');
	const { validateTtl } = await import('./adminForm.js');
	return askOnce(vscode.l10n.t('Issue Certificate'), (frame) =>
		frame.text({
			prompt: vscode.l10n.t('Lifetime; empty takes the default of the role'),
			value: seconds === undefined ? '' : formatDuration(seconds),
			validate: (text) =>
				text.trim() === '' ? undefined : validateTtl(text, rules?.maxTtlSeconds),
		}),
	);
}

/** The server's warnings, and the one it may not give: that the certificate ends earlier than asked for. */
export function warningsOf(
	issued: IssuedCertificate,
	wishes: CertificateWishes,
): readonly string[] {
	const { ttlSeconds } = wishes;
	if (ttlSeconds === undefined || issued.warnings.length > 0) return issued.warnings;
	const given = (Date.parse(issued.notAfter) - Date.now()) / 1000;
	return given < ttlSeconds - 1800
		? [vscode.l10n.t('It ends earlier than asked for: the role, the mount or the CA caps it.')]
		: [];
}
