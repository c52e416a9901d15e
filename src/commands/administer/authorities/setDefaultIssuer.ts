import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import { issuerName } from '../../../ui/words/issuerWords.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { carryOut, pickAdminTarget } from '../admin.js';
import { pickAuthority, pickMount } from '../../input/pickers.js';

/** `pki.setDefaultIssuer` `{ connection, mount, issuer }`: who signs where a role names nobody. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const target = await pickAdminTarget(context, options, 'setDefaultIssuer');
	const mount = await pickMount(context, target.connection, options);
	const authority = await pickAuthority(
		context,
		target.connection,
		mount,
		options,
		(candidate) => !candidate.isDefault && candidate.hasKey,
	);
	const { name } = issuerName(authority);
	const request = { mount, issuer: authority.id };
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Set default issuer'),
		summary: vscode.l10n.t('“{0}” signs in {1} for roles that name no issuer', name, mount),
		operation: { kind: 'setDefaultIssuer', request },
		run: (signal) => target.administration.setDefaultIssuer(request, { signal }),
		done: () => vscode.l10n.t('“{0}” is the default issuer of {1}.', name, mount),
		changes: [{ connection: target.connection.id, mount, part: 'authorities' }],
	});
}
