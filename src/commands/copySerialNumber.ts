import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from './command.js';
import { pickCertificate, pickConnection, pickMount } from './shared/pickers.js';

/** `pki.copySerialNumber`: as pairs with colons, the form that Vault and OpenSSL show. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const connection = await pickConnection(context, input.options);
	const mount = await pickMount(context, connection, input.options);
	const serialNumber = await pickCertificate(context, connection, mount, input.options);
	await vscode.env.clipboard.writeText((serialNumber.match(/../g) ?? [serialNumber]).join(':'));
	vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Serial number copied'), 3000);
}
