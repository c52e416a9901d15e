/** Which files of a workspace folder are looked at: the settings' patterns, and what git ignores. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Ignore } from 'ignore';
import { asIgnoreLines, isKeyFile } from '../../../core/workspace/candidates.js';
import { neverSearched } from '../../../core/workspace/globs.js';
import { type FolderRules, ignoreRules, isIgnoredBy } from '../../../core/workspace/ignoreRules.js';
import { SiblingRules } from '../../../core/workspace/siblingRules.js';
import type { SearchedFolder } from './job.js';
import { readOwnFile } from './openFile.js';

export class FileRules {
	readonly #excluded: Ignore;
	/** False where every pattern means folders: then a file is left out with its folder or not at all. */
	readonly #excludesFiles: boolean;
	readonly #siblings: SiblingRules;
	readonly #excludedFolders = new Map<string, boolean>();
	/** Above all `.gitignore` files; undefined where git's rules do not count. */
	readonly #top: string | undefined;
	readonly #ignoreFiles = new Map<string, Ignore | undefined>();
	readonly #inForce = new Map<string, readonly FolderRules[]>();
	readonly #folders = new Map<string, boolean>();

	constructor(
		private readonly folder: SearchedFolder,
		useIgnoreFiles: boolean,
	) {
		const lines = asIgnoreLines([...neverSearched, ...folder.excluded]);
		this.#excluded = ignoreRules(lines);
		this.#excludesFiles = lines.some((line) => !line.endsWith('/'));
		this.#siblings = new SiblingRules(folder.excludedBeside ?? []);
		this.#folders.set(folder.path, false);
		if (useIgnoreFiles) this.#top = this.#topOf(repositoryOf(folder.path));
	}

	/** A private key counts where its folder does: almost every one is ignored, so that it stays out of git. */
	takesFile(path: string): boolean {
		const folder = dirname(path);
		if (this.#isFolderExcluded(folder) || this.#isFolderIgnored(folder)) return false;
		if (this.#excludesFiles && this.#isExcluded(path)) return false;
		if (!this.#siblings.isEmpty && this.#isHidden(path)) return false;
		return isKeyFile(path) || !this.#isIgnored(path, false);
	}

	takesFolder(path: string): boolean {
		return !this.#isFolderExcluded(path) && !this.#isFolderIgnored(path);
	}

	/** Whoever opens a folder that its repository ignores wants to see what is in it. */
	#topOf(repository: string | undefined): string {
		const { path } = this.folder;
		if (repository === undefined || repository === path) return path;
		const isIgnored = foldersBetween(repository, path).some((folder) => {
			const rules = this.#rulesOf(folder);
			return rules?.ignores(`${posix(relative(folder, path))}/`) ?? false;
		});
		return isIgnored ? path : repository;
	}

	#isExcluded(path: string): boolean {
		const inside = posix(relative(this.folder.path, path));
		return inside !== '' && this.#excluded.ignores(path.endsWith(sep) ? `${inside}/` : inside);
	}

	/** By a file beside it. */
	#isHidden(path: string): boolean {
		const names = this.#siblings.namesHiding(posix(relative(this.folder.path, path)));
		return names.some((name) => existsSync(join(dirname(path), name)));
	}

	#isFolderExcluded(path: string): boolean {
		const known = this.#excludedFolders.get(path) ?? this.#isExcluded(`${path}${sep}`);
		this.#excludedFolders.set(path, known);
		return known;
	}

	#isFolderIgnored(path: string): boolean {
		const known = this.#folders.get(path);
		if (known !== undefined) return known;
		const isIgnored = this.#isFolderIgnored(dirname(path)) || this.#isIgnored(path, true);
		this.#folders.set(path, isIgnored);
		return isIgnored;
	}

	#isIgnored(path: string, isFolder: boolean): boolean {
		return isIgnoredBy(
			this.#rulesFor(dirname(path)),
			(folder) => `${posix(relative(folder, path))}${isFolder ? '/' : ''}`,
		);
	}

	/** For what lies in a folder, the nearest first. */
	#rulesFor(inFolder: string): readonly FolderRules[] {
		const top = this.#top;
		if (top === undefined) return [];
		const known =
			this.#inForce.get(inFolder) ??
			foldersBetween(top, inFolder)
				.reverse()
				.flatMap((folder) => {
					const rules = this.#rulesOf(folder);
					return rules ? [{ folder, rules }] : [];
				});
		this.#inForce.set(inFolder, known);
		return known;
	}

	#rulesOf(folder: string): Ignore | undefined {
		if (this.#ignoreFiles.has(folder)) return this.#ignoreFiles.get(folder);
		// The later ones outweigh the earlier.
		const texts = [join(folder, '.git', 'info', 'exclude'), join(folder, '.gitignore')].flatMap(
			(file) => textOf(file) ?? [],
		);
		const rules = texts.length === 0 ? undefined : ignoreRules(texts.join('\n'));
		this.#ignoreFiles.set(folder, rules);
		return rules;
	}
}

/** The folder itself or one above it in which `.git` is. */
function repositoryOf(folder: string): string | undefined {
	for (let at = folder; ; at = dirname(at)) {
		if (existsSync(join(at, '.git'))) return at;
		if (dirname(at) === at) return undefined;
	}
}

/** From the upper one to the lower one, both included. */
function foldersBetween(upper: string, lower: string): string[] {
	const folders: string[] = [];
	for (let at = lower; at.length >= upper.length; at = dirname(at)) {
		folders.unshift(at);
		if (dirname(at) === at) break;
	}
	return folders;
}

/** Bytes: nobody writes so many rules by hand. */
const largestIgnoreFile = 1024 * 1024;

/** Undefined where there is none that git reads too: it follows no link, which may lead to what never ends. */
function textOf(file: string): string | undefined {
	// Most folders have none, and an error costs more than the question.
	if (!existsSync(file)) return undefined;
	const bytes = readOwnFile(file, largestIgnoreFile);
	return bytes?.toString('utf8').replace(/^\uFEFF/, '');
}

function posix(path: string): string {
	return sep === '/' ? path : path.replaceAll(sep, '/');
}
