import * as path from 'node:path/posix';
import type { Ignore } from 'ignore';
import * as vscode from 'vscode';
import { asIgnoreLines, isKeyFile } from '../../core/workspace/candidates.js';
import { neverSearched } from '../../core/workspace/globs.js';
import { type FolderRules, ignoreRules, isIgnoredBy } from '../../core/workspace/ignoreRules.js';
import { SiblingRules } from '../../core/workspace/siblingRules.js';
import type { Exclusions } from './settings.js';

/** Bytes: nobody writes so many rules by hand. */
const largestIgnoreFile = 1024 * 1024;

/** Which files of a folder that is on no disk are looked at: as `FileRules`, without what is above the workspace folder. */
export class VirtualRules {
	readonly #excluded: Ignore;
	/** By the path of the folder. */
	readonly #rules = new Map<string, Promise<Ignore | undefined>>();
	readonly #folders = new Map<string, Promise<boolean>>();
	readonly #siblings: SiblingRules;
	readonly #top: string;

	constructor(
		private readonly root: vscode.Uri,
		{ excluded, excludedBeside }: Exclusions,
		private readonly useIgnoreFiles: boolean,
	) {
		this.#excluded = ignoreRules(asIgnoreLines([...neverSearched, ...excluded]));
		this.#siblings = new SiblingRules(excludedBeside);
		this.#top = root.path === '' ? '/' : root.path;
		this.#folders.set(this.#top, Promise.resolve(true));
	}

	/** Of a folder that was listed, so that nothing is asked for that is not there. */
	hasNoIgnoreFile(folder: vscode.Uri): void {
		this.#rules.set(folder.path, Promise.resolve(undefined));
	}

	async takesFile({ path: file }: vscode.Uri): Promise<boolean> {
		if (!(await this.#takesFolder(path.dirname(file)))) return false;
		if (this.#excluded.ignores(path.relative(this.#top, file))) return false;
		if (await this.#isHidden(file)) return false;
		// A private key counts where its folder does: almost every one is ignored, so that it stays out of git.
		return isKeyFile(file) || !(await this.#isIgnored(file, false));
	}

	/** By a file beside it. */
	async #isHidden(file: string): Promise<boolean> {
		for (const name of this.#siblings.namesHiding(path.relative(this.#top, file))) {
			if (await isThere(this.root.with({ path: path.join(file, '..', name) }))) return true;
		}
		return false;
	}

	takesFolder(folder: vscode.Uri): Promise<boolean> {
		return this.#takesFolder(folder.path);
	}

	#takesFolder(folder: string): Promise<boolean> {
		const known = this.#folders.get(folder) ?? this.#looksInto(folder);
		this.#folders.set(folder, known);
		return known;
	}

	async #looksInto(folder: string): Promise<boolean> {
		const above = path.dirname(folder);
		if (above === folder || !(await this.#takesFolder(above))) return false;
		if (this.#excluded.ignores(`${path.relative(this.#top, folder)}/`)) return false;
		return !(await this.#isIgnored(folder, true));
	}

	async #isIgnored(file: string, isFolder: boolean): Promise<boolean> {
		if (!this.useIgnoreFiles) return false;
		const found: FolderRules[] = [];
		for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
			const rules = await this.#rulesOf(folder);
			if (rules) found.push({ folder, rules });
			if (folder === this.#top || folder === path.dirname(folder)) break;
		}
		const end = isFolder ? '/' : '';
		return isIgnoredBy(found, (folder) => `${path.relative(folder, file)}${end}`);
	}

	#rulesOf(folder: string): Promise<Ignore | undefined> {
		const known = this.#rules.get(folder) ?? this.#read(folder);
		this.#rules.set(folder, known);
		return known;
	}

	async #read(folder: string): Promise<Ignore | undefined> {
		const file = this.root.with({ path: path.join(folder, '.gitignore') });
		try {
			const { type, size } = await vscode.workspace.fs.stat(file);
			if (type !== vscode.FileType.File || size > largestIgnoreFile) return undefined;
			const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
			return ignoreRules(text);
		} catch (error) {
			if (error instanceof vscode.FileSystemError) return undefined;
			throw error;
		}
	}
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(uri);
		return true;
	} catch (error) {
		if (error instanceof vscode.FileSystemError) return false;
		throw error;
	}
}
