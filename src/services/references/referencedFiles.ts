/** Looks for the files that paths name, reads them, and tells when they change. */
import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import { type Burst, createBurst } from '../../core/common/burst.js';
import { isPkiError } from '../../core/common/errors.js';
import { decodeInSlices, isUtf16 } from '../../core/decode/decode.js';
import { type KeptBlock, keptOf } from '../../core/decode/kept.js';
import type { PathCandidate } from '../../core/find/paths/candidate.js';
import { findPathsInSlices } from '../../core/find/paths/findPaths.js';
import { readBounded } from '../files/files.js';
import { isSystemError } from '../files/fileErrors.js';
import type { FileReference } from './referenceSource.js';
import { FileWatch } from './fileWatch.js';
import { KnownPaths } from './knownPaths.js';
import { isFree, placesOf } from './places.js';

/** Bytes; a larger file is named, and not read. */
const largestFile = 4 * 1024 * 1024;
/** Of files that nobody watches, such as those that a setting leaves out. */
const statLifeMs = 5000;
/** A checkout changes thousands of files within a moment. */
const burstMs = 100;
const mostContents = 200;
const mostStats = 5000;

interface Found {
	readonly mtime: number;
	readonly size: number;
}

/** `missing`: there is nothing. `closed`: it may not be looked at, or is no file. */
type Look = Found | 'missing' | 'closed';

interface Blocks {
	readonly blocks: readonly KeptBlock[];
	readonly isUtf16: boolean;
}

interface Contents extends Found {
	readonly read: Promise<Blocks | undefined>;
}

export class ReferencedFiles {
	readonly #looks = new KnownPaths<{ readonly at: number; readonly look: Promise<Look> }>();
	readonly #contents = new Map<string, Contents>();
	readonly #candidates = new WeakMap<
		vscode.TextDocument,
		{ readonly version: number; readonly found: Promise<readonly PathCandidate[]> }
	>();
	readonly #watch: FileWatch;
	readonly #burst: Burst;

	/** `changed` is called after files that were looked for were made, changed or deleted: once for many in a row. */
	constructor(changed: () => void) {
		this.#burst = createBurst(burstMs, changed);
		this.#watch = new FileWatch((uri) => {
			if (this.#drop(uri)) this.#burst.add();
		});
	}

	/** Of the document as it stands; files that are not there are among them. */
	async referencesOf(document: vscode.TextDocument): Promise<readonly FileReference[]> {
		const candidates = await this.#candidatesOf(document);
		return this.#allResolved(candidates, document.uri);
	}

	/** Of the text of a file that is not open. */
	async referencesIn(text: string, uri: vscode.Uri): Promise<readonly FileReference[]> {
		return this.#allResolved(await findPathsInSlices(text, { path: uri.path }), uri);
	}

	#allResolved(
		candidates: readonly PathCandidate[],
		uri: vscode.Uri,
	): Promise<readonly FileReference[]> {
		return Promise.all(candidates.map((path) => this.#resolved(path, uri)));
	}

	forget(): void {
		this.#looks.clear();
	}

	dispose(): void {
		this.#watch.dispose();
		this.#burst.dispose();
		this.#looks.clear();
		this.#contents.clear();
	}

	#candidatesOf(document: vscode.TextDocument): Promise<readonly PathCandidate[]> {
		const { version, languageId, uri } = document;
		const known = this.#candidates.get(document);
		if (known?.version === version) return known.found;
		const found = findPathsInSlices(document.getText(), { languageId, path: uri.path });
		this.#candidates.set(document, { version, found });
		return found;
	}

	async #resolved(path: PathCandidate, document: vscode.Uri): Promise<FileReference> {
		if (path.isElsewhere) return { ...path, file: { state: 'unknown' } };
		const { uris, isOurs } = placesOf(path.raw, document);
		let isMissing = isOurs;
		for (const uri of uris) {
			const look = await this.#look(uri);
			if (look === 'missing') continue;
			if (look === 'closed') {
				isMissing = false;
				continue;
			}
			const read = look.size > largestFile ? undefined : await this.#read(uri, look);
			const file = read ? { state: 'read' as const, ...read } : { state: 'unknown' as const };
			return { ...path, uri, file };
		}
		return { ...path, file: { state: isMissing ? 'missing' : 'unknown' } };
	}

	#look(uri: vscode.Uri): Promise<Look> {
		const key = uri.toString();
		const known = this.#looks.get(key);
		if (known && Date.now() - known.at < statLifeMs) return known.look;
		if (this.#looks.size >= mostStats) this.#looks.clear();
		const look = lookAt(uri);
		this.#looks.set(key, { at: Date.now(), look });
		this.#watch.add(uri);
		return look;
	}

	/** Once for each state of the file; undefined where it cannot be read. */
	#read(uri: vscode.Uri, { mtime, size }: Found): Promise<Blocks | undefined> {
		const key = uri.toString();
		const known = this.#contents.get(key);
		if (known?.mtime === mtime && known.size === size) return known.read;
		const read = readBlocks(uri);
		this.#contents.delete(key);
		this.#contents.set(key, { mtime, size, read });
		const [oldest] = this.#contents.keys();
		if (this.#contents.size > mostContents && oldest !== undefined) this.#contents.delete(oldest);
		return read;
	}

	/** The file, or all in the folder, is to be looked at anew; answers whether any was known. */
	#drop(uri: vscode.Uri): boolean {
		const gone = this.#looks.drop(uri.toString());
		// A file that is replaced within the clock's tick may have the same size.
		for (const each of gone) this.#contents.delete(each);
		return gone.length > 0;
	}
}

async function lookAt(uri: vscode.Uri): Promise<Look> {
	try {
		if (uri.scheme !== 'file') {
			const { type, mtime, size } = await vscode.workspace.fs.stat(uri);
			return (type & vscode.FileType.File) === 0 ? 'closed' : { mtime, size };
		}
		const info = await stat(uri.fsPath);
		if (!info.isFile() || (await leadsOut(uri))) return 'closed';
		return { mtime: info.mtimeMs, size: info.size };
	} catch (error) {
		const isMissing =
			isSystemError(error, 'ENOENT', 'ENOTDIR') ||
			(error instanceof vscode.FileSystemError && error.code === 'FileNotFound');
		return isMissing ? 'missing' : 'closed';
	}
}

/** Through a link, out of a workspace that nobody has trusted. */
async function leadsOut(uri: vscode.Uri): Promise<boolean> {
	if (isFree(uri)) return false;
	const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
	const [file, ...folders] = await Promise.all(
		[uri.fsPath, ...roots].map((path) => realpath(path)),
	);
	return !folders.some((folder) => file?.startsWith(join(folder, sep)));
}

async function readBlocks(uri: vscode.Uri): Promise<Blocks | undefined> {
	try {
		const bytes =
			uri.scheme === 'file'
				? (await readBounded(uri.fsPath, largestFile)).bytes
				: await vscode.workspace.fs.readFile(uri);
		return { blocks: (await decodeInSlices(bytes)).map(keptOf), isUtf16: isUtf16(bytes) };
	} catch (error) {
		if (!isPkiError(error) && !(error instanceof vscode.FileSystemError)) throw error;
		// Gone, grown or closed to us meanwhile: nothing is known of it.
		return undefined;
	}
}
