import * as vscode from 'vscode';
import { colonHex } from '../../ui/facts/text.js';
import { copyText } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalSerialNumber } from '../input/options.js';
import { pickCertificate, pickConnection, pickMount } from '../input/pickers.js';

/**
 * `pki.copySerialNumber`: as pairs with colons, the form that Vault and OpenSSL show; of several that are selected, one
 * a line.
 */
export async function run(
	context: CommandContext,
	{ options, selection }: CommandInput,
): Promise<void> {
	const selected = selection.flatMap((item) => optionalSerialNumber(item) ?? []);
	const serials =
		selected.length > 1
			? selected
			: [optionalSerialNumber(options) ?? (await pick(context, options))];
	const done =
		serials.length === 1
			? vscode.l10n.t('Serial number copied')
			: vscode.l10n.t('{0} serial numbers copied', serials.length);
	await copyText(serials.map(colonHex).join('\n'), done);
}

async function pick(context: CommandContext, options: CommandInput['options']): Promise<string> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	return pickCertificate(context, connection, mount, options);
}
