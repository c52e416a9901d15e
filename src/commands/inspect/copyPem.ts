import * as vscode from 'vscode';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificate } from '../input/chosenCertificate.js';
import { pemText } from '../../core/layouts/pemText.js';
import { chosenOnes } from './chosenOnes.js';

/**
 * `pki.copyPem` `{ connection, mount, serialNumber }` or `authority`: the certificate alone, without its chain; of several
 * that are selected each.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const pems: string[] = [];
	for (const options of chosenOnes(input)) {
		pems.push((await chooseCertificate(context, options)).certificatePem);
	}
	const done =
		pems.length === 1
			? vscode.l10n.t('PEM copied')
			: vscode.l10n.t('PEM of {0} certificates copied', pems.length);
	await copyText(pemText(pems), done);
}
