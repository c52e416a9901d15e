import * as vscode from 'vscode';
import type { CertificateItem } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import { parseSerialNumber, type SerialNumber } from '../../core/x509/serial.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { openCertificate } from '../list/lists.js';
import { optionalSerial } from '../input/options.js';
import { pickConnection, pickMount } from '../input/pickers.js';
import { storedSerial } from '../input/serials.js';
import { showInTree } from '../list/showInTree.js';

/** `pki.findBySerial` `{ connection, mount, serialNumber }`: shows the certificate, and where it is in the tree. */
export async function run(
	context: CommandContext,
	{ options }: CommandInput,
): Promise<CertificateItem> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const serial = optionalSerial(options) ?? (await askForSerial(mount));
	const serialNumber = await storedSerial(client, mount, serial);
	const source = { connection: connection.id, mount, serialNumber };
	const item = await openCertificate(context, source);
	// It need not be among the rows that are loaded, and the details are open already.
	showInTree(context, source);
	return item;
}

async function askForSerial(mount: string): Promise<SerialNumber> {
	const text = await askOnce(vscode.l10n.t('Find in {0}', mount), (frame) =>
		frame.text({
			prompt: vscode.l10n.t('Serial number, in any common format'),
			placeholder: '2b:f9:1c:…',
			validate: (value) =>
				parseSerialNumber(value) === undefined
					? vscode.l10n.t('Enter a serial number, such as 2b:f9:1c.')
					: undefined,
		}),
	);
	const serial = parseSerialNumber(text);
	if (serial === undefined) throw new PkiError('invalid', { reason: 'badSerialNumber' });
	return serial;
}
