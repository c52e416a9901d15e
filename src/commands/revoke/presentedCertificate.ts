/** A certificate that is handed over to be revoked, where a server does not store it. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { readContents } from '../../ui/contents.js';
import { colonHex } from '../../ui/facts/text.js';
import { optionalUri } from '../input/fileUris.js';
import { optionalSerial, optionalString, type Options } from '../input/options.js';
import type { Known } from './revocation.js';

export interface Presented extends Known {
	readonly serialNumber: string;
	readonly certificatePem: string;
}

/**
 * The one of `certificate` (a file, or PEM) or, from the details of a file, of `pem`; undefined where neither is given.
 * Rejects with `invalid` where it holds no certificate, or another one than `serialNumber` says.
 */
export async function presentedCertificate(options: Options): Promise<Presented | undefined> {
	const content = await contentOf(options);
	if (content === undefined) return undefined;
	const presented = await readPresented(content);
	const { hex = presented.serialNumber, ifDecimal } = optionalSerial(options) ?? {};
	if (![hex, ifDecimal].includes(presented.serialNumber)) throw otherSerial(presented, hex);
	return presented;
}

async function contentOf(options: Options): Promise<string | Uint8Array | undefined> {
	const { certificate } = options;
	if (typeof certificate === 'string' && certificate.includes('-----BEGIN')) return certificate;
	// A row of the tree carries what its list says of it, and the details of what a server stores its serial number.
	const isRow = typeof certificate === 'object' && certificate !== null && 'name' in certificate;
	const uri = isRow ? undefined : optionalUri(options, 'certificate');
	if (uri) return readContents(uri);
	return optionalSerial(options) === undefined ? optionalString(options, 'pem') : undefined;
}

/** The first certificate of PEM or DER: where there are several, the leaf is. */
async function readPresented(content: string | Uint8Array): Promise<Presented> {
	const [{ decode }, { toPem }] = await Promise.all([
		import('../../core/decode/decode.js'),
		import('../../core/find/pem.js'),
	]);
	for (const block of decode(content)) {
		if (block.error || block.facts.kind !== 'certificate') continue;
		const { name, serialNumber, notAfter } = block.facts;
		if (serialNumber === '') continue;
		const certificatePem = toPem('CERTIFICATE', block.der);
		return { name, serialNumber, certificatePem, ...(notAfter !== undefined && { notAfter }) };
	}
	throw new PkiError('invalid', { reason: 'noCertificate' });
}

/** Says why the serial number alone is not enough, and asks for the file. Rejects with `cancelled`. */
export async function askForCertificate(why: string, serialNumber: string): Promise<Presented> {
	const choose = vscode.l10n.t('Choose Certificate File…');
	const answer = await vscode.window.showWarningMessage(why, { modal: true }, choose);
	if (answer !== choose) throw new PkiError('cancelled');
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Revoke'),
			canSelectMany: false,
			filters: {
				[vscode.l10n.t('Certificates')]: ['crt', 'cer', 'pem', 'der'],
				[vscode.l10n.t('All files')]: ['*'],
			},
		})) ?? [];
	if (!file) throw new PkiError('cancelled');
	const presented = await readPresented(await readContents(file));
	if (presented.serialNumber !== serialNumber) throw otherSerial(presented, serialNumber);
	return presented;
}

function otherSerial({ serialNumber }: Presented, wanted: string): PkiError {
	const args = { serialNumber: colonHex(serialNumber), wanted: colonHex(wanted) };
	return new PkiError('invalid', { reason: 'otherSerial', args });
}
