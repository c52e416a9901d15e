import * as vscode from 'vscode';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificates } from '../input/chosenCertificate.js';
import { pemText } from '../../core/layouts/pemText.js';

/**
 * `pki.copyPem` `{ connection, mount, serialNumber }` or `authority`: every certificate that is selected, each alone,
 * without its chain.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const chosen = await chooseCertificates(context, input);
	const done =
		chosen.length === 1
			? vscode.l10n.t('PEM copied')
			: vscode.l10n.t('PEM of {0} certificates copied', chosen.length);
	await copyText(pemText(chosen.map(({ certificatePem }) => certificatePem)), done);
}
