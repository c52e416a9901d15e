import * as vscode from 'vscode';
import type { AdminOutcome } from '../../core/backends/contract/administration.js';
import type { CommandContext, CommandInput } from '../command.js';
import { carryOut, pickAdminTarget } from './admin.js';
import { optionalString } from '../input/options.js';
import { pickMount } from '../input/pickers.js';

/** `pki.rotateCrl` `{ connection, mount, authority }`: a fresh CRL now, with the next number; of one CA where each has its own. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options, 'rotateCrl');
	const mount = await pickMount(context, target.connection, input.options);
	const authority = optionalString(input.options, 'authority');
	const request = { mount, ...(authority !== undefined && { authority }) };
	return carryOut(context, input, target, {
		title: vscode.l10n.t('Rotate CRL'),
		summary: vscode.l10n.t('Signs a new CRL for {0}', mount),
		operation: { kind: 'rotateCrl', request },
		run: (signal) => target.administration.rotateCrl(request, { signal }),
		done: () => vscode.l10n.t('The CRL of {0} was rotated.', mount),
		changes: [{ connection: target.connection.id, mount, part: 'crl' }],
	});
}
