/** The journal of a swap, beside the files: what a process that is killed in the middle has to leave behind to be put right. */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import { isSystemError } from '../files/fileErrors.js';
import { syncFoldersOf } from '../files/staging.js';

/** A file that gives way to a new one. */
export interface SwappedFile {
	readonly path: string;
	/** The new content, complete, until it has the file's name. */
	readonly temporary: string;
	/** A copy of the old file, which stays; absent where there was none. */
	readonly backup?: string;
	/** SHA-256 in hex; of the old content absent where there was no file. */
	readonly oldHash?: string;
	readonly newHash: string;
}

/** A link to a folder that is made to lead to another one. */
export interface SwappedLink {
	readonly path: string;
	/** The new link, until it has the link's name. */
	readonly temporary: string;
	/** Where it led and where it is to lead, as links say it: names beside the link. */
	readonly from: string;
	readonly to: string;
	/** The files below it that are new. */
	readonly names: readonly string[];
}

/**
 * `prepared`: nothing was replaced yet, so all of it is taken back. `swapping`: everything new is on the disk, so it is put
 * into place. `undoing`: what was put is taken back.
 */
export type SwapPhase = 'prepared' | 'swapping' | 'undoing';

export interface SwapJournal {
	readonly phase: SwapPhase;
	readonly files: readonly SwappedFile[];
	readonly link?: SwappedLink;
}

/** Writes it whole and flushed; an older one at the same path gives way in one step. */
export async function writeJournal(path: string, journal: SwapJournal): Promise<void> {
	const next = nextOf(path);
	await rm(next, { force: true });
	const handle = await open(next, 'wx', 0o600);
	try {
		await handle.writeFile(JSON.stringify(journal));
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(next, path);
	await syncFoldersOf([path]);
}

/** Undefined where there is none, or where it was never whole: nothing had been done then. */
export async function readJournal(path: string): Promise<SwapJournal | undefined> {
	try {
		return parseJournal(JSON.parse(await readFile(path, 'utf8')));
	} catch (error) {
		if (isSystemError(error, 'ENOENT', 'ENOTDIR') || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

export async function removeJournal(path: string): Promise<void> {
	await rm(nextOf(path), { force: true });
	await rm(path, { force: true });
}

function nextOf(path: string): string {
	return `${path}.next`;
}

/** `.pki-rotation-<24 hex digits>.json`; whatever else a note names is not touched. */
export function isJournalName(path: string): boolean {
	return isAbsolute(path) && /^\.pki-rotation-[0-9a-f]{24}\.json$/.test(basename(path));
}

/** Undefined for what no swap has written, so that a damaged journal has no other file deleted. */
function parseJournal(value: unknown): SwapJournal | undefined {
	if (!isRecord(value)) return undefined;
	const { phase, files, link } = value;
	if (phase !== 'prepared' && phase !== 'swapping' && phase !== 'undoing') return undefined;
	if (!Array.isArray(files) || !files.every(isSwappedFile)) return undefined;
	if (link !== undefined && !isSwappedLink(link)) return undefined;
	return { phase, files, ...(link && { link }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function isTemporary(path: string, beside: string): boolean {
	return dirname(path) === dirname(beside) && /^\.[0-9a-f]{24}\.tmp$/.test(basename(path));
}

function isSwappedFile(value: unknown): value is SwappedFile {
	if (!isRecord(value)) return false;
	const { path, temporary, backup, oldHash, newHash } = value;
	if (typeof path !== 'string' || typeof temporary !== 'string') return false;
	const isBackup =
		backup === undefined ? oldHash === undefined : isBackupOf(path, backup) && isHash(oldHash);
	return isTemporary(temporary, path) && isHash(newHash) && isBackup;
}

function isHash(value: unknown): boolean {
	return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isBackupOf(path: string, backup: unknown): boolean {
	return (
		typeof backup === 'string' &&
		backup.startsWith(`${path}.`) &&
		/^[0-9TZ-]+\.bak$/.test(backup.slice(path.length + 1))
	);
}

function isSwappedLink(value: unknown): value is SwappedLink {
	if (!isRecord(value)) return false;
	const { path, temporary, from, to, names } = value;
	return (
		typeof path === 'string' &&
		typeof temporary === 'string' &&
		isTemporary(temporary, path) &&
		[from, to].every((name) => typeof name === 'string' && basename(name) === name) &&
		from !== to &&
		Array.isArray(names) &&
		names.every((name) => typeof name === 'string' && basename(name) === name)
	);
}
