/** The files in which a certificate is in use, with its key and what is above it. */
import { readdir, realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { PkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { certificateIn, type OldPair } from '../../core/rotate/pair.js';
import { chainsIn, type ChainItem } from '../../core/x509/chain.js';
import { containerOf } from '../../core/x509/containers/containerOf.js';
import type { DecodedBlock } from '../../core/x509/block.js';
import { onFile } from '../../services/files/fileErrors.js';
import { readBounded } from '../../services/files/files.js';
import type { CommandContext } from '../command.js';

/** A file with what was read of it; another content later is not replaced. */
export interface PairFile {
	readonly path: string;
	readonly bytes: Buffer;
	readonly blocks: readonly DecodedBlock[];
}

export interface PairSet {
	/** The file that was named. */
	readonly path: string;
	readonly old: OldPair;
	/** Those beside it and with the key; which of them hold something of the pair is told when it is replaced. */
	readonly files: readonly PairFile[];
	/** Where the private key is; absent where it was not found, or is encrypted. */
	readonly keyFile?: PairFile;
}

export interface PairWish {
	readonly file: string;
	/** Zero-based: the certificate that stands there; else the first that is no CA's. */
	readonly line?: number | undefined;
	/** Where the private key is, where that is not beside it. */
	readonly key?: string | undefined;
	/** Of the private key or key store. */
	readonly password?: string | undefined;
}

/** Rejects with `invalid` (`noCertificate`, `rotateCa`) and the errors of reading. */
export async function findPairSet(context: CommandContext, wish: PairWish): Promise<PairSet> {
	const named = await readFile(wish.file, wish.password);
	const leaf = leafOf(named, wish);
	const beside = await readBeside(named, wish.password);
	const given = wish.key === undefined ? [] : [await readFile(wish.key, wish.password)];
	const near = distinct([named, ...given, ...beside]);
	const known = near.find((file) => holdsKey(file, leaf));
	const elsewhere = known ? [] : await keysElsewhere(context, leaf);
	const files = distinct([...near, ...elsewhere]);
	const bag = files.flatMap(({ blocks }) => blocks.flatMap((block) => certificateIn(block) ?? []));
	const above = chainsIn([leaf, ...bag])(leaf).slice(1);
	const keyFile = known ?? elsewhere.find((file) => holdsKey(file, leaf));
	return { path: wish.file, old: { leaf, above }, files, ...(keyFile && { keyFile }) };
}

async function readFile(file: string, password: string | undefined): Promise<PairFile> {
	const { bytes } = await readBounded(file);
	const isStore = containerOf(bytes) !== undefined && password !== undefined;
	const blocks = await decodeInSlices(bytes, isStore ? { password } : {});
	return { path: file, bytes, blocks };
}

function leafOf({ path: file, blocks, bytes }: PairFile, { line, password }: PairWish): ChainItem {
	const at = line === undefined ? blocks : blocks.filter((block) => block.line === line);
	const certificates = at.flatMap((block) => certificateIn(block) ?? []);
	const leaf = certificates.find(({ facts }) => !facts.isCa);
	if (leaf) return leaf;
	if (containerOf(bytes) !== undefined && password === undefined) {
		throw new PkiError('invalid', { reason: 'passwordNeeded' });
	}
	const reason = certificates.length > 0 ? 'rotateCa' : 'noCertificate';
	throw new PkiError('invalid', { reason, args: { file } });
}

function holdsKey({ blocks }: PairFile, { facts }: ChainItem): boolean {
	return blocks.some(
		(block) =>
			block.facts?.kind === 'privateKey' && block.facts.publicKeySha256 === facts.publicKeySha256,
	);
}

/** Files that may hold certificates and keys by their names; what they hold decides. */
const candidate =
	/\.(?:pem|crt|cer|cert|der|key|p8|p12|pfx|ya?ml|json|jsonc|toml|conf|cfg|ini|properties|env)$|^\.env/i;
/** A folder of more files is none of certificates. */
const mostFiles = 500;

async function readBeside({ path: file }: PairFile, password: string | undefined) {
	const folder = path.dirname(file);
	const names = await onFile(folder, () => readdir(folder));
	const read: PairFile[] = [];
	for (const name of names.filter((each) => candidate.test(each)).slice(0, mostFiles)) {
		const beside = path.join(folder, name);
		if (beside === file || !(await isReadable(beside))) continue;
		const found = await readFile(beside, isSameStem(name, file) ? password : undefined);
		if (found.blocks.length > 0) read.push(found);
	}
	return read;
}

function isSameStem(name: string, file: string): boolean {
	return path.parse(name).name === path.parse(file).name;
}

/** One that cannot be read is none that could be replaced. */
async function isReadable(file: string): Promise<boolean> {
	const info = await stat(file).catch(() => undefined);
	return info?.isFile() === true && info.size <= 1024 * 1024;
}

/** Where the workspace has the private key. */
async function keysElsewhere({ workspace }: CommandContext, { facts }: ChainItem) {
	if (workspace.state !== 'ready') await workspace.read();
	const files = workspace
		.otherHalves(facts.publicKeySha256, false)
		.flatMap(({ kind, uri }) =>
			kind === 'privateKey' && uri.scheme === 'file' ? [uri.fsPath] : [],
		);
	return Promise.all([...new Set(files)].map((file) => readFile(file, undefined)));
}

function distinct(files: readonly PairFile[]): readonly PairFile[] {
	return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** By where it really is: two names of one file are one file. */
export async function distinctFiles(files: readonly PairFile[]): Promise<readonly PairFile[]> {
	const byPlace = new Map<string, PairFile>();
	for (const file of files) {
		const place = await realpath(file.path);
		if (!byPlace.has(place)) byPlace.set(place, file);
	}
	return [...byPlace.values()];
}
