/** The steps of a swap and their undoing. Each may be done again: a process may end between any two of them. */
import { createHash } from 'node:crypto';
import { chmod, lstat, readFile, readlink, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError, onFile } from '../files/fileErrors.js';
import { isMissing } from '../files/sameFile.js';
import { renameOver, stage, syncFoldersOf } from '../files/staging.js';
import {
	removeJournal,
	type SwapJournal,
	type SwappedFile,
	type SwappedLink,
	writeJournal,
} from './swapJournal.js';

export function hashOf(content: Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

/** Of what stands at a path; undefined where there is nothing. */
async function hashAt(path: string): Promise<string | undefined> {
	try {
		return hashOf(await readFile(path));
	} catch (error) {
		if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
		throw error;
	}
}

/**
 * Puts everything new into place. Answers false, with nothing more done, where a file is neither the old nor the new one:
 * somebody else has written it since.
 */
export async function putAll({ files, link }: SwapJournal): Promise<boolean> {
	for (const file of files) if (!(await canPut(file))) return false;
	if (link && !(await canPutLink(link))) return false;
	for (const { path, temporary } of files) {
		if (!(await isMissing(temporary))) await onFile(path, () => renameOver(temporary, path));
	}
	if (link) {
		const { path, temporary } = link;
		if (!(await isMissing(temporary))) await onFile(path, () => renameOver(temporary, path));
		await closeOld(link);
	}
	await syncFoldersOf([...files, ...(link ? [link] : [])].map(({ path }) => path));
	return true;
}

async function canPut({ path, temporary, oldHash, newHash }: SwappedFile): Promise<boolean> {
	const present = await hashAt(path);
	if (await isMissing(temporary)) return present === newHash;
	return present === oldHash && (await hashAt(temporary)) === newHash;
}

async function canPutLink({ path, temporary, from, to }: SwappedLink): Promise<boolean> {
	const leads = await targetOf(path);
	return (await isMissing(temporary)) ? leads === to : leads === from;
}

async function targetOf(path: string): Promise<string | undefined> {
	try {
		return await readlink(path);
	} catch (error) {
		if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EINVAL')) return undefined;
		throw error;
	}
}

/** The old files stay in their folder, as backups that only their owner reads. */
async function closeOld({ path, from, names }: SwappedLink): Promise<void> {
	for (const name of names) {
		const old = join(dirname(path), from, name);
		try {
			if ((await lstat(old)).isFile()) await chmod(old, 0o600);
		} catch (error) {
			if (!isSystemError(error, 'ENOENT', 'EPERM')) throw error;
		}
	}
}

/**
 * Takes back what was put, and removes what was made. Answers the files that are not as they were, because somebody else
 * has written them since; those stay, with their backups.
 */
export async function undoAll(journal: string, swap: SwapJournal): Promise<readonly string[]> {
	const { files, link } = swap;
	if (swap.phase === 'swapping') await writeJournal(journal, { ...swap, phase: 'undoing' });
	const foreign: string[] = [];
	for (const file of files) {
		if (swap.phase !== 'prepared' && !(await restore(file))) foreign.push(file.path);
		await rm(file.temporary, { force: true });
	}
	for (const { path, backup, oldHash } of files) {
		if (backup === undefined || foreign.includes(path)) continue;
		await rm(backupTemporary(backup), { force: true });
		if ((await hashAt(backup)) === oldHash) await rm(backup, { force: true });
	}
	if (link && !(await undoLink(link))) foreign.push(link.path);
	return foreign;
}

/** True where the old content is there again. */
async function restore({ path, temporary, backup, oldHash, newHash }: SwappedFile) {
	const present = await hashAt(path);
	if (present === oldHash) return true;
	if (present !== newHash) return false;
	if (backup === undefined) {
		await rm(path, { force: true });
		return true;
	}
	const { mode, uid, gid } = await stat(path);
	await rm(temporary, { force: true });
	const owner = process.platform === 'win32' ? undefined : { uid, gid };
	await stage({ content: await readFile(backup), mode: mode & 0o7777, owner }, temporary);
	await renameOver(temporary, path);
	return true;
}

/** The link leads to the old folder again, whose files get their modes back, and the new one goes. */
async function undoLink({ path, temporary, from, to, names }: SwappedLink): Promise<boolean> {
	await rm(temporary, { force: true });
	const [old, made] = [from, to].map((name) => join(dirname(path), name));
	if (old === undefined || made === undefined) return false;
	if ((await targetOf(path)) === to) {
		for (const name of names) {
			const { mode } = await stat(join(made, name));
			await chmod(join(old, name), mode & 0o7777);
		}
		await symlink(from, temporary);
		await renameOver(temporary, path);
	}
	if ((await targetOf(path)) !== from) return false;
	await rm(made, { recursive: true, force: true });
	return true;
}

/** Where a backup is written until it is whole. */
export function backupTemporary(backup: string): string {
	return `${backup}.tmp`;
}

export interface SwapOutcome {
	/** `changed`: somebody else has written a file meanwhile, so that it was left as it is. */
	readonly outcome: 'completed' | 'undone' | 'changed';
	readonly files: readonly string[];
	readonly backups: readonly FileBackup[];
}

export interface FileBackup {
	readonly file: string;
	readonly backup: string;
}

/**
 * Makes the set whole that an ended process left: all of it new where everything was ready, else all of it old. Undefined
 * where nothing had been done.
 */
export async function recoverSwap(
	journal: string,
	swap: SwapJournal | undefined,
): Promise<SwapOutcome | undefined> {
	if (!swap) {
		await removeJournal(journal);
		return undefined;
	}
	const isPut = swap.phase === 'swapping' && (await putAll(swap));
	const foreign = isPut ? [] : await undoAll(journal, swap);
	await removeJournal(journal);
	const files = pathsOf(swap);
	const backups = backupsOf(swap);
	if (isPut) return { outcome: 'completed', files, backups };
	if (foreign.length === 0) return { outcome: 'undone', files, backups: [] };
	const kept = backups.filter(({ file }) => foreign.includes(file));
	return { outcome: 'changed', files: foreign, backups: kept };
}

/** The files that are replaced, as they are reached. */
export function pathsOf({ files, link }: SwapJournal): readonly string[] {
	const below = link?.names.map((name) => join(link.path, name)) ?? [];
	return [...files.map(({ path }) => path), ...below];
}

export function backupsOf({ files, link }: SwapJournal): readonly FileBackup[] {
	const copies = files.flatMap(({ path, backup }) =>
		backup === undefined ? [] : [{ file: path, backup }],
	);
	const below = link?.names.map((name) => ({
		file: join(link.path, name),
		backup: join(dirname(link.path), link.from, name),
	}));
	return [...copies, ...(below ?? [])];
}
