/** The files a client configuration is made from: read with a bound, and found beside one another. */
import { access, lstat } from 'node:fs/promises';
import * as path from 'node:path';
import { isPkiError } from '../../core/common/errors.js';
import type { MaterialFile } from '../../core/diagnostics/clientConfig/material.js';
import { readBounded } from '../../services/files/files.js';
import { findLocalFiles } from '../../services/workspace/findLocalFiles.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';

/** Reads and decodes; rejects with `notFound`, `forbidden`, `tooLarge` or `invalid` (reason `notFile`). */
export async function readMaterial(file: string): Promise<MaterialFile> {
	const { decode, textOf } = await import('../../core/decode/decode.js');
	const { bytes, mode } = await readBounded(file);
	const text = textOf(bytes) ?? '';
	return {
		path: file,
		text,
		isUtf16: text !== '' && text !== bytes.toString('utf8'),
		blocks: decode(bytes),
		mode: process.platform === 'win32' ? undefined : mode & 0o777,
		isLink: (await lstat(file)).isSymbolicLink(),
	};
}

/** Of a file with several pairs the one of the certificate with this SHA-256, and the CAs. */
export function onlyLeaf(file: MaterialFile, leaf: string | undefined): MaterialFile {
	const chosen = file.blocks.find(
		({ facts }) => facts?.kind === 'certificate' && facts.sha256Fingerprint === leaf,
	);
	const own = chosen?.facts?.kind === 'certificate' ? chosen.facts.publicKeySha256 : undefined;
	if (own === undefined) return file;
	const blocks = file.blocks.filter((block) => {
		const { facts } = block;
		if (facts?.kind === 'certificate') return block === chosen || facts.isCa;
		// An encrypted key may not say whose it is.
		return facts?.kind !== 'privateKey' || (facts.publicKeySha256 ?? own) === own;
	});
	return { ...file, blocks };
}

export interface Siblings {
	readonly key?: string;
	readonly ca?: string;
	/** The certificate with its issuers. */
	readonly chain?: string;
}

/** What usually lies beside a certificate: `api.crt` → `api.key`, `api.fullchain.crt`, `ca.crt`. */
export async function findSiblings(certificate: string): Promise<Siblings> {
	const folder = path.dirname(certificate);
	const stem = stemOf(certificate);
	const first = async (names: readonly string[]) => {
		for (const name of names) {
			const candidate = path.join(folder, name);
			if (candidate !== certificate && (await exists(candidate))) return candidate;
		}
		return undefined;
	};
	const [key, ca, chain] = await Promise.all([
		first([`${stem}.key`, `${stem}-key.pem`, `${stem}.key.pem`, 'privkey.pem', 'key.pem']),
		first([`${stem}.ca.crt`, 'ca.crt', 'ca.pem', 'root_ca.crt', 'ca-cert.pem', 'rootCA.pem']),
		first([`${stem}.fullchain.crt`, `${stem}.fullchain.pem`, 'fullchain.pem']),
	]);
	return { key, ca, chain };
}

/** Where a certificate's key is expected when there is none. */
export function expectedKey(certificate: string): string {
	return path.join(path.dirname(certificate), `${stemOf(certificate)}.key`);
}

function stemOf(certificate: string): string {
	return path
		.basename(certificate)
		.replace(/\.(crt|cer|cert|pem|der)$/i, '')
		.replace(/([.-]fullchain|[.-]chain|-cert|\.cert)$/i, '');
}

async function exists(file: string): Promise<boolean> {
	return access(file).then(
		() => true,
		() => false,
	);
}

/** The file of the workspace that holds this very certificate, looked for by its usual name. */
export async function findCertificateFile(
	name: string,
	serialNumber: string,
): Promise<string | undefined> {
	const { certificatesOf } = await import('../../core/diagnostics/clientConfig/material.js');
	const base = fileNameFor(name);
	// Each name in full: ripgrep takes no empty alternative between braces.
	const found = await findLocalFiles(
		`**/{${[base, `${base}-1`, `${base}-2`, `${base}-3`].join(',')}}.{crt,pem,cer}`,
		20,
	);
	for (const uri of found) {
		const file = await readMaterial(uri.fsPath).catch(passOver);
		const [certificate] = file ? certificatesOf(file) : [];
		if (certificate?.facts.serialNumber === serialNumber) return uri.fsPath;
	}
	return undefined;
}

/** A file of that name that cannot be read is not the one that is looked for. */
function passOver(error: unknown): undefined {
	if (!isPkiError(error)) throw error;
	return undefined;
}
