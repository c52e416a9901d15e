/** The certificates that a client may use and that need not be looked for: a row's, the open file's, and lately made ones. */
import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { isPkiError } from '../../core/common/errors.js';
import type { CertificateFacts } from '../../core/x509/model.js';
import { defaultFolders } from '../input/folders.js';
import { readMaterial } from './materialFiles.js';

export interface KnownCertificate {
	readonly file: string;
	readonly facts: CertificateFacts;
}

/** As many are read, so that the question comes at once. */
const most = 100;

/**
 * `suggested` first, then what was issued in this session, then what lies in the folders of the setting
 * `pki.testCertificate.folder`; CAs are left out, and each certificate stands there once.
 */
export async function knownCertificates(
	suggested: string | undefined,
	recent: readonly string[],
): Promise<readonly KnownCertificate[]> {
	const { certificatesOf } = await import('../../core/diagnostics/clientConfig/material.js');
	const inFolders = (await Promise.all(defaultFolders().map(certificateFiles))).flat();
	const first = suggested === undefined ? [] : [suggested];
	const files = new Set([...first, ...recent, ...inFolders]);
	const found = new Map<string, KnownCertificate>();
	for (const file of [...files].slice(0, most)) {
		const material = await readMaterial(file).catch(passOver);
		const facts = material && certificatesOf(material)[0]?.facts;
		if (!facts || (facts.isCa && file !== suggested)) continue;
		if (!found.has(facts.sha256Fingerprint)) found.set(facts.sha256Fingerprint, { file, facts });
	}
	return [...found.values()];
}

/** Shorter names first: the chain of `api.crt` lies beside it as `api.fullchain.crt`. */
async function certificateFiles(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder).catch(() => []);
	return names
		.filter((name) => /\.(crt|cer|cert|pem)$/i.test(name))
		.sort((a, b) => a.length - b.length || a.localeCompare(b))
		.map((name) => path.join(folder, name));
}

/** A file that cannot be read is not offered. */
function passOver(error: unknown): undefined {
	if (!isPkiError(error)) throw error;
	return undefined;
}
