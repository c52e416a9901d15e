import * as vscode from 'vscode';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificate } from '../input/chosenCertificate.js';
import { pemText } from '../../core/layouts/pemText.js';

/** `pki.copyPem` `{ connection, mount, serialNumber }` or `authority`: the certificate alone, without its chain. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const { certificatePem } = await chooseCertificate(context, input.options);
	await copyText(pemText([certificatePem]), vscode.l10n.t('PEM copied'));
}
