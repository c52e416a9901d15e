import * as vscode from 'vscode';
import type { CertificateItem } from '../api.js';
import { PkiError } from '../core/common/errors.js';
import { askOnce } from '../ui/wizard.js';
import type { CommandContext, CommandInput } from './command.js';
import { openCertificate } from './shared/lists.js';
import { normalizeSerialNumber, optionalSerialNumber } from './shared/options.js';
import { pickConnection, pickMount } from './shared/pickers.js';
import { showInTree } from './shared/showInTree.js';

/** `pki.findBySerial` `{ connection, mount, serialNumber }`: shows the certificate, and where it is in the tree. */
export async function run(
	context: CommandContext,
	{ options }: CommandInput,
): Promise<CertificateItem> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const serialNumber = optionalSerialNumber(options) ?? (await askForSerial(mount));
	const source = { connection: connection.id, mount, serialNumber };
	const item = await openCertificate(context, source);
	// It need not be among the rows that are loaded, and the details are open already.
	showInTree(context, source);
	return item;
}

async function askForSerial(mount: string): Promise<string> {
	const text = await askOnce(vscode.l10n.t('Find in {0}', mount), (frame) =>
		frame.text({
			prompt: vscode.l10n.t('Serial number in hex, with or without colons'),
			placeholder: '2b:f9:1c:…',
			validate: (value) =>
				normalizeSerialNumber(value) === undefined
					? vscode.l10n.t('Write a serial number in hex.')
					: undefined,
		}),
	);
	const serialNumber = normalizeSerialNumber(text);
	if (serialNumber === undefined) throw new PkiError('invalid', { reason: 'badSerialNumber' });
	return serialNumber;
}
