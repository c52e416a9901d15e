import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import { issuerName } from '../../../ui/words/issuerWords.js';
import { plainText } from '../../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { pickAuthority, pickMount } from '../../input/pickers.js';
import { carryOut, pickAdminTarget } from '../admin.js';
import { confirmDeletion, isConfirmed } from '../confirmDeletion.js';
import { issuerConsequences } from './deleteIssuer.js';

/** `pki.revokeIssuer` `{ connection, mount, issuer, confirmed }`: a CA, and with it every certificate below. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const confirmed = isConfirmed(options, [
		'mount',
		'authority' in options ? 'authority' : 'issuer',
	]);
	const target = await pickAdminTarget(context, options, 'revokeAuthority');
	const { administration, connection, client } = target;
	const mount = await pickMount(context, connection, options);
	const authority = await pickAuthority(context, connection, mount, options);
	const { name } = issuerName(authority);
	const request = { mount, issuer: authority.id };
	const confirm = async () =>
		confirmDeletion({
			title: vscode.l10n.t('Revoke CA “{0}” of {1}', name, mount),
			consequences: [
				...(await issuerConsequences(client, mount, authority)),
				vscode.l10n.t(
					'The CA and all certificates below it will be revoked. This cannot be undone.',
				),
			],
			name,
			operations: [{ kind: 'revokeAuthority', request }],
			commandLine: client.commandLine,
		});
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Revoke CA'),
		summary: plainText(name),
		confirm: () => (confirmed ? Promise.resolve() : confirm()),
		run: (signal) => administration.revokeAuthority(request, { signal }),
		done: () => vscode.l10n.t('CA “{0}” was revoked.', plainText(name)),
		changes: [{ connection: connection.id, mount }],
	});
}
