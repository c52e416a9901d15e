import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import type { Authority, Backend } from '../../../core/backends/contract/backend.js';
import type { CallOptions } from '../../../core/common/call.js';
import { isPkiError } from '../../../core/common/errors.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { issuerName } from '../../../ui/words/issuerWords.js';
import { plainText } from '../../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { pickAuthority, pickMount } from '../../input/pickers.js';
import { type AdminTarget, carryOut, pickAdminTarget } from '../admin.js';
import { confirmDeletion, isConfirmed, unpinDeleted } from '../confirmDeletion.js';

/** Roles whose rules are read to find those that name the issuer. */
const rolesRead = 100;

/** `pki.deleteIssuer` `{ connection, mount, issuer, confirmed }`: its certificate; its key stays in the mount. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const confirmed = isConfirmed(options, [
		'mount',
		'authority' in options ? 'authority' : 'issuer',
	]);
	const target = await pickAdminTarget(context, options, 'deleteIssuer');
	const { administration, connection } = target;
	const mount = await pickMount(context, connection, options);
	const authority = await pickAuthority(context, connection, mount, options);
	const { name } = issuerName(authority);
	const request = { mount, issuer: authority.id };
	const outcome = await carryOut(context, input, target, {
		title: vscode.l10n.t('Delete issuer'),
		summary: plainText(name),
		confirm: () => (confirmed ? Promise.resolve() : confirmIssuer(target, mount, authority)),
		run: (signal) => administration.deleteIssuer(request, { signal }),
		done: () => vscode.l10n.t('Issuer “{0}” was deleted from {1}.', plainText(name), mount),
		changes: [{ connection: connection.id, mount, part: 'authorities' }],
	});
	const names = [authority.id, authority.name];
	await unpinDeleted(
		context,
		connection,
		(pin) => pin.kind === 'authority' && pin.mount === mount && names.includes(pin.authority),
	);
	return outcome;
}

async function confirmIssuer(
	{ client }: AdminTarget,
	mount: string,
	authority: Authority,
): Promise<void> {
	const { name } = issuerName(authority);
	return confirmDeletion({
		title: vscode.l10n.t('Delete Issuer “{0}” of {1}', name, mount),
		consequences: [
			...(await issuerConsequences(client, mount, authority)),
			vscode.l10n.t('Its certificate will be deleted. Its key stays in the mount.'),
		],
		name,
		operations: [{ kind: 'deleteIssuer', request: { mount, issuer: authority.id } }],
		commandLine: client.commandLine,
	});
}

/** What stops working: the default issuer of the mount, and the roles that sign with it. */
export async function issuerConsequences(
	client: Backend,
	mount: string,
	authority: Authority,
): Promise<readonly string[]> {
	const title = vscode.l10n.t('Reading the roles of {0}', mount);
	const { roles, isWhole } = await withProgress(title, (signal) =>
		rolesOf(client, mount, authority, { signal }),
	);
	return [
		authority.isDefault
			? vscode.l10n.t('It is the default issuer: roles that use the default can no longer issue.')
			: '',
		roles.length === 0
			? ''
			: vscode.l10n.t('Roles that use it can no longer issue: {0}.', plainText(roles.join(', '))),
		isWhole ? '' : vscode.l10n.t('Some roles could not be read and may also use it.'),
	].filter((sentence) => sentence !== '');
}

async function rolesOf(
	client: Backend,
	mount: string,
	{ id, name }: Authority,
	call: CallOptions,
): Promise<{ readonly roles: readonly string[]; readonly isWhole: boolean }> {
	const roles: string[] = [];
	try {
		const { items, cursor } = await client.listRoles(mount, { limit: rolesRead }, call);
		for (const item of items) {
			const { issuer } = item.rules ?? (await client.readRole(mount, item.role, call)).rules;
			if (issuer === id || issuer === name) roles.push(item.role);
		}
		return { roles, isWhole: cursor === undefined };
	} catch (error) {
		if (!isPkiError(error, 'forbidden')) throw error;
		return { roles, isWhole: false };
	}
}
