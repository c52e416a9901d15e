/**
 * Which files are being written right now. A process that is killed leaves its temporary files behind, private keys
 * among them; the notes say which files those are, so that the next start removes them and touches no others.
 */
import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { isSystemError } from './fileErrors.js';
import { isMissing, isSameFile } from './sameFile.js';
import { isJournalName } from '../rotate/swapJournal.js';
import { makeFolder } from './folders.js';

/** No set takes that long: whoever began it is gone, even if its process number is in use again. */
const longestWriteMs = 10 * 60_000;

/** What a crash left of files that were being written. */
export interface WriteRecovery {
	/** Clears it away and answers the sets that are not whole. */
	recover(): Promise<readonly InterruptedWrite[]>;
}

/** A set of files that a crash kept from being written as a whole. Its temporary files are gone. */
export interface InterruptedWrite {
	readonly files: readonly string[];
	/** Old files that were replaced already; they stay where they are. */
	readonly kept: readonly { readonly file: string; readonly old: string }[];
	/** Of files that were to change together: whether all are new, all are old, or somebody has written them since. */
	readonly swap?: 'completed' | 'undone' | 'changed';
}

/** Names of a file that is being written; all in one folder. */
export interface StagedFile {
	readonly path: string;
	readonly temporary: string;
	/** The file that is replaced, until the whole set is in place. */
	readonly old?: string;
}

/** The note of one set. Its methods never reject: what goes wrong with notes must not fail a write. */
export interface WriteNote {
	/** Only these are left; they may be deleted. */
	settle(removable: readonly string[]): Promise<void>;
	end(): Promise<void>;
}

interface NoteText {
	readonly host: string;
	readonly pid: number;
	readonly files: readonly StagedFile[];
	readonly removable: readonly string[];
	/** The journal of a swap, which says what is to be done. */
	readonly swap?: string;
}

/** Notes in a folder of their own, one file (0600) a set; names only, no content. */
export class WriteJournal {
	readonly #open = new Set<string>();

	constructor(
		private readonly folder: string,
		private readonly onError: (error: unknown) => void,
	) {}

	/** Undefined where no note can be made. */
	async begin(files: readonly StagedFile[]): Promise<WriteNote | undefined> {
		const names = files.map(({ path, temporary, old }) => ({
			path,
			temporary,
			...(old && { old }),
		}));
		return this.#note({ files: names, removable: [] });
	}

	/** Points at the journal of a swap, before there is one. Undefined where no note can be made. */
	beginSwap(journal: string): Promise<WriteNote | undefined> {
		return this.#note({ files: [], removable: [], swap: journal });
	}

	async #note(content: Omit<NoteText, 'host' | 'pid'>): Promise<WriteNote | undefined> {
		const first = await this.#write(content);
		if (first === undefined) return undefined;
		let name = first;
		return {
			settle: async (removable) => {
				const next = await this.#write({ files: [], removable });
				// The first note would have more deleted than is right.
				await this.#remove(name);
				name = next ?? name;
			},
			end: () => this.#remove(name),
		};
	}

	/**
	 * Clears away what ended writes left, those of other windows that still run excepted. Answers the sets that are not
	 * whole; what is only stale is removed without a word.
	 */
	async recover(): Promise<readonly InterruptedWrite[]> {
		const found: InterruptedWrite[] = [];
		for (const name of await this.#abandoned()) {
			try {
				const note = parseNote(await readFile(join(this.folder, name), 'utf8'));
				const interrupted = note && (await clear(note));
				await this.#remove(name);
				if (interrupted) found.push(interrupted);
			} catch (error) {
				// The note stays, so that the next start tries again.
				this.onError(error);
			}
		}
		return found;
	}

	async #write(content: Omit<NoteText, 'host' | 'pid'>): Promise<string | undefined> {
		const name = `${randomBytes(12).toString('hex')}.json`;
		this.#open.add(name);
		try {
			await makeFolder(this.folder);
			const handle = await open(join(this.folder, name), 'wx', 0o600);
			try {
				const text: NoteText = { host: hostname(), pid: process.pid, ...content };
				await handle.writeFile(JSON.stringify(text));
				await handle.datasync();
			} finally {
				await handle.close();
			}
			return name;
		} catch (error) {
			this.#open.delete(name);
			this.onError(error);
			return undefined;
		}
	}

	async #remove(name: string): Promise<void> {
		await rm(join(this.folder, name), { force: true }).catch(this.onError);
		this.#open.delete(name);
	}

	async #abandoned(): Promise<readonly string[]> {
		const names = await readdir(this.folder).catch((error: unknown) => {
			if (isSystemError(error, 'ENOENT')) return [];
			throw error;
		});
		const abandoned: string[] = [];
		for (const name of names) {
			if (!name.endsWith('.json') || this.#open.has(name)) continue;
			if (await isAbandoned(join(this.folder, name))) abandoned.push(name);
		}
		return abandoned;
	}
}

async function isAbandoned(path: string): Promise<boolean> {
	try {
		const { mtimeMs } = await stat(path);
		if (Date.now() - mtimeMs > longestWriteMs) return true;
		const note = parseNote(await readFile(path, 'utf8'));
		// Another machine's or container's numbers say nothing; one that is half written may be somebody's first step.
		return note?.host === hostname() && !isAlive(note.pid);
	} catch (error) {
		if (isSystemError(error, 'ENOENT')) return false;
		throw error;
	}
}

/** Our own number is another process's from before: our notes are known. */
function isAlive(pid: number): boolean {
	if (pid === process.pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return !isSystemError(error, 'ESRCH');
	}
}

async function clear({ files, removable, swap }: NoteText): Promise<InterruptedWrite | undefined> {
	if (swap !== undefined) return recovered(swap);
	for (const path of removable) await rm(path, { force: true });
	const arePut = await Promise.all(files.map(isPut));
	const isWhole = !arePut.includes(false);
	const kept: { file: string; old: string }[] = [];
	for (const { path, temporary, old } of files) {
		await rm(temporary, { force: true });
		if (old === undefined || (await isMissing(old))) continue;
		if (isWhole || (await isSameFile(old, path))) await rm(old, { force: true });
		else kept.push({ file: path, old });
	}
	return isWhole ? undefined : { files: files.map(({ path }) => path), kept };
}

async function recovered(journal: string): Promise<InterruptedWrite | undefined> {
	const [{ readJournal }, { recoverSwap }] = await Promise.all([
		import('../rotate/swapJournal.js'),
		import('../rotate/swapSteps.js'),
	]);
	const found = await recoverSwap(journal, await readJournal(journal));
	if (!found) return undefined;
	const { outcome, files, backups } = found;
	const kept = backups.map(({ file, backup }) => ({ file, old: backup }));
	return { files, kept, swap: outcome };
}

/** What replaced a file has given up its temporary name; a new file has both for a moment. */
async function isPut({ path, temporary }: StagedFile): Promise<boolean> {
	return (await isMissing(temporary)) || isSameFile(temporary, path);
}

function parseNote(text: string): NoteText | undefined {
	const value = parseJson(text);
	if (typeof value !== 'object' || value === null) return undefined;
	const { host, pid, files, removable, swap } = value as Readonly<Record<string, unknown>>;
	if (typeof host !== 'string' || typeof pid !== 'number') return undefined;
	if (!Array.isArray(files) || !Array.isArray(removable)) return undefined;
	return {
		...{ host, pid },
		files: files.filter(isStagedFile),
		removable: removable.filter((path) => typeof path === 'string' && isOwnName(path)),
		...(typeof swap === 'string' && isJournalName(swap) && { swap }),
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		// A crash cut it off before anything was staged.
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function isStagedFile(value: unknown): value is StagedFile {
	if (typeof value !== 'object' || value === null) return false;
	const { path, temporary, old } = value as Readonly<Record<string, unknown>>;
	return (
		typeof path === 'string' &&
		typeof temporary === 'string' &&
		isOwnName(temporary) &&
		dirname(path) === dirname(temporary) &&
		(old === undefined || old === `${temporary}.old`)
	);
}

/** As `writeFilesAtomically` names them, so that a damaged note never has another file deleted. */
function isOwnName(path: string): boolean {
	return /[/\\]\.[0-9a-f]{24}\.tmp(\.old)?$/.test(path);
}
