import * as vscode from 'vscode';
import { colonHex } from '../../ui/facts/text.js';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalSerialNumber } from '../input/options.js';
import { pickCertificate, pickConnection, pickMount } from '../input/pickers.js';

/** `pki.copySerialNumber`: as pairs with colons, the form that Vault and OpenSSL show. */
export async function run(context: CommandContext, { options }: CommandInput): Promise<void> {
	const serialNumber = optionalSerialNumber(options) ?? (await pick(context, options));
	await copyText(colonHex(serialNumber), vscode.l10n.t('Serial number copied'));
}

async function pick(context: CommandContext, options: CommandInput['options']): Promise<string> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	return pickCertificate(context, connection, mount, options);
}
