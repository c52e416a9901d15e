import * as vscode from 'vscode';
import type { AdminOutcome } from '../../core/backends/contract/administration.js';
import { PkiError } from '../../core/common/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { carryOut, pickAdminTarget } from './admin.js';
import { optionalString } from '../input/options.js';
import { issuerName } from '../../ui/words/issuerWords.js';
import { plainText } from '../../ui/words/plainText.js';
import { pickAuthority, pickMount } from '../input/pickers.js';

/** `pki.rotateCrl` `{ connection, mount, authority }`: a fresh CRL now, with the next number; of one CA where each has its own. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options, 'rotateCrl');
	const mount = await pickMount(context, target.connection, input.options);
	const isNamed = optionalString(input.options, 'authority') !== undefined;
	const isByCa = target.client.readAuthorityCrl !== undefined;
	if (isNamed && !isByCa) throw new PkiError('unsupported', { reason: 'crl' });
	const authority = isNamed
		? await pickAuthority(context, target.connection, mount, input.options)
		: undefined;
	const request = { mount, ...(authority && { authority: authority.id }) };
	const ofAll = authority === undefined && isByCa;
	const name = plainText(authority ? issuerName(authority).name : mount);
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Rotate CRL'),
		summary: ofAll
			? vscode.l10n.t('Signs a new CRL for every CA of {0}', name)
			: vscode.l10n.t('Signs a new CRL for {0}', name),
		operation: { kind: 'rotateCrl', request },
		run: (signal) => target.administration.rotateCrl(request, { signal }),
		done: () =>
			ofAll
				? vscode.l10n.t('The CRLs of all CAs of {0} were rotated.', name)
				: vscode.l10n.t('The CRL of {0} was rotated.', name),
		changes: [{ connection: target.connection.id, mount, part: 'crl' }],
	});
}
