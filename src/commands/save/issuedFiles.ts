/**
 * The files of a certificate: `<name>.crt`, `<name>.key` (0600), `<name>.fullchain.crt` (leaf and intermediates, no
 * root), `ca.crt` (the root) and, where it is wished for, `<name>.p12` (0600, all of it). Nothing that exists is replaced without a word.
 */
import * as path from 'node:path';
import type { IssuedFiles } from '../../api.js';
import type { IssuedCertificate } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import {
	readIfPresent,
	writeFilesAtomically,
	type FileToWrite,
} from '../../services/files/files.js';
import type { Pkcs12Password } from './pkcs12.js';
import { pemText } from '../../core/layouts/pemText.js';

/** Where a set of files goes, settled before anything is issued. */
export interface FileTarget {
	readonly folder: string;
	/** From `fileNameFor`; no extension. */
	readonly baseName: string;
	/** The user or the program said that existing files of this name may be replaced. */
	readonly overwrite: boolean;
	/** The program said so of every file; a person is asked about the certificate's own files only. */
	readonly replacesCa?: boolean;
}

/** What there is to write; a private key only where it was made for this certificate. */
export interface IssuedMaterial {
	readonly issued: IssuedCertificate;
	readonly privateKeyPem?: string;
	/** How to encrypt a `.p12` file; needs the private key. */
	readonly pkcs12?: Pkcs12Password;
}

export const caFileName = 'ca.crt';

/** The file names that a target needs for itself; `ca.crt` is shared by the certificates of a folder. */
export function ownFileNames(
	baseName: string,
	withKey: boolean,
	withPkcs12 = false,
): readonly string[] {
	const endings = withKey ? ['.crt', '.key', '.fullchain.crt'] : ['.crt', '.fullchain.crt'];
	return [...endings, ...(withPkcs12 ? ['.p12'] : [])].map((ending) => baseName + ending);
}

/** Writes the set, all files or none, and answers their paths. Rejects with `exists`. */
export async function writeIssuedFiles(
	target: FileTarget,
	material: IssuedMaterial,
): Promise<IssuedFiles['files']> {
	const { splitChain } = await import('../../core/x509/chain.js');
	const { issued, privateKeyPem } = material;
	const { root, intermediates } = splitChain(issued.chainPem);
	const file = (ending: string) => path.join(target.folder, target.baseName + ending);
	const certificate: FileToWrite = {
		path: file('.crt'),
		content: pemText([issued.certificatePem]),
	};
	const chain: FileToWrite = {
		path: file('.fullchain.crt'),
		content: pemText([issued.certificatePem, ...intermediates]),
	};
	const key: FileToWrite | undefined =
		privateKeyPem === undefined
			? undefined
			: { path: file('.key'), content: pemText([privateKeyPem]), mode: 0o600 };
	const pkcs12 = await pkcs12File(file('.p12'), target.baseName, material);
	const own = [certificate, ...(key ? [key] : []), chain, ...(pkcs12 ? [pkcs12] : [])];
	const ca = root === undefined ? undefined : pemText([root]);
	const caPath = await writeWithCa(target, own, ca);
	return {
		certificate: certificate.path,
		...(key && { key: key.path }),
		chain: chain.path,
		...(pkcs12 && { pkcs12: pkcs12.path }),
		...(caPath !== undefined && { ca: caPath }),
	};
}

async function pkcs12File(
	file: string,
	name: string,
	{ issued, privateKeyPem, pkcs12 }: IssuedMaterial,
): Promise<FileToWrite | undefined> {
	if (pkcs12 === undefined || privateKeyPem === undefined) return undefined;
	const { writePkcs12 } = await import('../../core/x509/containers/pkcs12.js');
	const { certificatePem, chainPem } = issued;
	const { password } = pkcs12;
	const content = await writePkcs12({ privateKeyPem, certificatePem, chainPem, password, name });
	return { path: file, content, mode: 0o600 };
}

/** Another certificate's files may be written meanwhile, with the same `ca.crt`. */
const attempts = 3;

/** Writes all of them or none; answers where the CA's certificate is. */
async function writeWithCa(
	target: FileTarget,
	own: readonly FileToWrite[],
	content: string | undefined,
): Promise<string | undefined> {
	const { overwrite } = target;
	for (let attempt = 1; ; attempt++) {
		const ca = content === undefined ? undefined : await caFile(target, content);
		try {
			await writeFilesAtomically([...own, ...(ca?.write ? [ca.file] : [])], { overwrite });
			return ca?.file.path;
		} catch (error) {
			const isTaken = isPkiError(error, 'exists') && error.args.file === ca?.file.path;
			if (!isTaken || attempt === attempts) throw error;
		}
	}
}

/**
 * `ca.crt`, or `<name>.ca.crt` where another authority's file has that name: a certificate that was issued must not
 * be lost over it, and the other authority's neither. The same content is no conflict and is not written again.
 */
async function caFile(
	target: FileTarget,
	content: string,
): Promise<{ readonly file: FileToWrite; readonly write: boolean }> {
	const ownName = `${target.baseName}.${caFileName}`;
	for (const name of [caFileName, ownName]) {
		const file = { path: path.join(target.folder, name), content };
		const present = await readIfPresent(file.path);
		if (present === undefined || target.replacesCa) return { file, write: true };
		if (samePem(present, content)) return { file, write: false };
		if (name === ownName && target.overwrite) return { file, write: true };
	}
	throw new PkiError('exists', { args: { file: path.join(target.folder, ownName) } });
}

function samePem(one: string, other: string): boolean {
	const plain = (text: string) => text.replace(/\s+/g, '');
	return plain(one) === plain(other);
}
