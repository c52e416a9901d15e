/** Replaces a set of files so that whoever starts next finds all of it old or all of it new, whenever this process ends. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { isSystemError, onFile } from '../files/fileErrors.js';
import { putNew } from '../files/placing.js';
import { isMissing } from '../files/sameFile.js';
import { stage, syncFoldersOf } from '../files/staging.js';
import type { WriteNote } from '../files/writeJournal.js';
import { currentNotes } from '../files/writeNotes.js';
import { backupStamp, copyFolder, nextFolderName, type Place, placeOf } from './swapPlaces.js';
import { removeJournal, type SwapJournal, type SwappedFile, writeJournal } from './swapJournal.js';
import {
	backupsOf,
	backupTemporary,
	type FileBackup,
	hashOf,
	putAll,
	undoAll,
} from './swapSteps.js';

/** A file that is to be replaced, or made where there is none. */
export interface FileSwap {
	/** Absolute. A symbolic link stays; the file that it leads to is replaced. */
	readonly path: string;
	readonly content: Uint8Array;
	/** What was read before; undefined where there was no file. Another content now is not replaced. */
	readonly before: Uint8Array | undefined;
	/** Of a new file; one that is replaced keeps its own. */
	readonly mode?: number;
}

export interface Swapped {
	/** The old files, which only their owner may read. */
	readonly backups: readonly FileBackup[];
	/** The link to a folder that was changed, so that all files changed in one moment. */
	readonly link?: string;
}

/**
 * Everything new is written and flushed beside its place first, and every old file is copied. Rejects, with all as it
 * was, with `invalid` (`changedMeanwhile`, args `file`), `forbidden` (`ownerNotKept`, where a file's owner cannot be kept)
 * and the errors of files; with `unexpected` (`noNote`) where the extension's storage takes no note of it.
 */
export async function swapFiles(files: readonly FileSwap[], now: Date): Promise<Swapped> {
	const places = await Promise.all(files.map((file) => placeOf(file)));
	const [first] = places;
	if (!first) return { backups: [] };
	const link = first.link;
	const isLinkSwap = link !== undefined && places.every((place) => place.link?.path === link.path);
	const folder = dirname(isLinkSwap ? link.path : first.real);
	const journal = join(folder, `.pki-rotation-${hex()}.json`);
	const swap = isLinkSwap ? await planLink(places, link, now) : await planFiles(places, now);
	const note = await currentNotes()?.beginSwap(journal);
	if (!note) throw new PkiError('unexpected', { reason: 'noNote' });
	await onFile(journal, () => writeJournal(journal, swap)).catch(async (error: unknown) => {
		await note.end();
		throw error;
	});
	const ready: SwapJournal = { ...swap, phase: 'swapping' };
	await orUndone({ journal, note, swap }, async () => {
		await prepare(swap, places);
		await onFile(journal, () => writeJournal(journal, ready));
	});
	await put({ journal, note, swap: ready });
	return { backups: backupsOf(swap), ...(isLinkSwap && { link: link.path }) };
}

function hex(): string {
	return randomBytes(12).toString('hex');
}

interface Running {
	readonly journal: string;
	readonly note: WriteNote;
	readonly swap: SwapJournal;
}

/** A failure before anything is replaced leaves nothing behind. */
async function orUndone({ journal, note, swap }: Running, task: () => Promise<void>) {
	try {
		await task();
	} catch (error) {
		await undoAll(journal, swap);
		await removeJournal(journal);
		await note.end();
		throw error;
	}
}

/** Rejects with all as it was, else with `notRestored`; then the journal and the note stay, and the next start tries again. */
async function put({ journal, note, swap }: Running): Promise<void> {
	const failed = await putAll(swap).then(
		(isPut) => (isPut ? undefined : new PkiError('invalid', { reason: 'changedMeanwhile' })),
		(error: unknown) => notRestored(swap, error),
	);
	if (failed) {
		// Nothing is put where something had changed before.
		const phase = failed.reason === 'changedMeanwhile' ? 'prepared' : swap.phase;
		const foreign = await undoAll(journal, { ...swap, phase }).catch(() => undefined);
		if (foreign === undefined) throw failed;
		await removeJournal(journal);
		await note.end();
		throw foreign.length === 0 && isPkiError(failed.cause) ? failed.cause : failed;
	}
	await removeJournal(journal);
	await note.end();
}

function notRestored(swap: SwapJournal, cause: unknown): PkiError {
	const backups = backupsOf(swap);
	const args = {
		file: backups.map(({ file }) => file).join(', '),
		kept: backups.map(({ backup }) => backup).join(', '),
	};
	return new PkiError('unexpected', { reason: 'notRestored', args, cause });
}

async function planFiles(places: readonly Place[], now: Date): Promise<SwapJournal> {
	const stamp = backupStamp(now);
	const files: SwappedFile[] = [];
	for (const { real, content, before } of places) {
		const file = { path: real, temporary: join(dirname(real), `.${hex()}.tmp`) };
		const newHash = hashOf(content);
		if (before === undefined) files.push({ ...file, newHash });
		else {
			const backup = await freeBackup(real, stamp);
			files.push({ ...file, newHash, backup, oldHash: hashOf(before) });
		}
	}
	return { phase: 'prepared', files };
}

async function freeBackup(path: string, stamp: string): Promise<string> {
	for (let count = 1; ; count++) {
		const name = `${path}.${stamp}${count === 1 ? '' : `-${count}`}.bak`;
		if (await isMissing(name)) return name;
	}
}

async function planLink(
	places: readonly Place[],
	{ path, from }: NonNullable<Place['link']>,
	now: Date,
): Promise<SwapJournal> {
	const to = await nextFolderName(dirname(path), from, now);
	const names = places.map(({ real }) => basename(real));
	const temporary = join(dirname(path), `.${hex()}.tmp`);
	return { phase: 'prepared', files: [], link: { path, temporary, from, to, names } };
}

/** Everything new and every backup, on the disk. */
async function prepare({ files, link }: SwapJournal, places: readonly Place[]): Promise<void> {
	for (const [index, { temporary, backup }] of files.entries()) {
		const place = places[index];
		if (!place) continue;
		await onFile(place.path, async () => {
			await keepingOwner(place, () => stage(place, temporary));
			if (backup !== undefined && place.before) await writeBackup(backup, place.before);
		});
	}
	if (link) await prepareLink(link, places);
	await syncFoldersOf(files.map(({ path }) => path));
}

async function writeBackup(backup: string, content: Uint8Array): Promise<void> {
	const temporary = backupTemporary(backup);
	await stage({ content, mode: 0o600 }, temporary);
	await putNew(temporary, backup);
	await rm(temporary, { force: true });
}

async function keepingOwner(place: Place, task: () => Promise<void>): Promise<void> {
	try {
		await task();
	} catch (error) {
		if (!isSystemError(error, 'EPERM') || place.owner === undefined) throw error;
		const args = { file: place.path };
		throw new PkiError('forbidden', { reason: 'ownerNotKept', args, cause: error });
	}
}

/** The new folder holds what the old one holds, with the new files in place of their old ones. */
async function prepareLink(
	{ path, temporary, from, to, names }: NonNullable<SwapJournal['link']>,
	places: readonly Place[],
): Promise<void> {
	const above = dirname(path);
	const [old, made] = [join(above, from), join(above, to)];
	await onFile(made, async () => {
		await mkdir(made, { mode: 0o700 });
		await copyFolder(old, made, names);
		for (const place of places) {
			await keepingOwner(place, () => stage(place, join(made, basename(place.real))));
		}
		await syncFoldersOf([join(made, '.')]);
		await symlink(to, temporary);
		await syncFoldersOf([path]);
	});
}
