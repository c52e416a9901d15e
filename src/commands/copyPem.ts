import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from './command.js';
import { readChosen } from './shared/chosenCertificate.js';

/** `pki.copyPem`: the certificate alone, without its chain. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const { record } = await readChosen(context, input.options);
	await vscode.env.clipboard.writeText(`${record.certificatePem.trim()}\n`);
	vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) PEM copied'), 3000);
}
