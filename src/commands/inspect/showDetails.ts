import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseTargets } from '../input/chosenCertificate.js';

/** More tabs than these are seldom meant. */
const unasked = 10;

/**
 * `pki.showDetails` `{ connection, mount, serialNumber }`, `authority` in place of the serial number, or `{ uri, line }`;
 * of several that are selected each in its tab. Rejects with `cancelled`.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	if (input.selection.length > unasked) await confirm(input.selection.length);
	for (const target of await chooseTargets(context, input)) {
		await context.views.details.show(target, { preview: input.isClick });
	}
}

async function confirm(count: number): Promise<void> {
	const open = vscode.l10n.t('Open All');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('Open the details of {0} certificates, each in its own tab?', count),
		{ modal: true },
		open,
	);
	if (answer !== open) throw new PkiError('cancelled');
}
