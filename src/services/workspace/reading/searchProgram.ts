/** VS Code's own search program, which names the files in which something may be. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { PassThrough, type Readable } from 'node:stream';
import { asIgnoreLines, binaryGlobs, contentPattern } from '../../../core/workspace/candidates.js';
import { neverSearched } from '../../../core/workspace/globs.js';
import type { SearchedFolder } from './job.js';

/** It did not run, or understood a pattern otherwise than VS Code: files have to be looked through without it. */
export class SearchFailed extends Error {}

/** A search of a folder. */
export class Search {
	private constructor(private readonly runs: readonly Run[]) {}

	/** Throws `SearchFailed`. Each program begins in a turn of its own, since to begin one takes a while. */
	static async begin(
		program: string,
		folder: SearchedFolder,
		useIgnoreFiles: boolean,
	): Promise<Search> {
		const runs: Run[] = [];
		const search = new Search(runs);
		try {
			for (const args of questions(folder, useIgnoreFiles)) {
				runs.push(new Run(program, [...args, '--', './'], folder.path));
				await turn();
			}
		} catch (error) {
			search.end();
			throw error;
		}
		return search;
	}

	/**
	 * Absolute paths of files that hold one of the markers, or that may be binary by their names; some of them twice, and
	 * those together that came together. Throws `SearchFailed`.
	 */
	async *paths(): AsyncGenerator<readonly string[]> {
		for (const run of this.runs) yield* run.paths();
	}

	/** Also before everything was found. */
	end(): void {
		for (const run of this.runs) run.end();
	}
}

/** By name, which is answered sooner, and by content. */
function questions(
	folder: SearchedFolder,
	useIgnoreFiles: boolean,
): readonly (readonly string[])[] {
	const excluded = asIgnoreLines([...neverSearched, ...folder.excluded]);
	const common = [
		...['--no-config', '--no-messages', '--hidden', '--no-require-git'],
		// What stands above the folder is asked of the files that were found; the rest is not git's, or not the project's.
		...['--no-ignore-parent', '--no-ignore-global', '--no-ignore-dot'],
		...(useIgnoreFiles ? [] : ['--no-ignore']),
	];
	const but = excluded.flatMap((line) => ['--glob', `!${line}`]);
	const byName = [
		...common,
		'--files',
		...binaryGlobs.flatMap((glob) => ['--iglob', glob]),
		...but,
	];
	const byContent = [
		...[...common, '--files-with-matches', ...but],
		`--threads=${String(mostThreads())}`,
		...['--regexp', contentPattern],
	];
	return [byName, byContent];
}

/** By itself it takes every processor; what is found is read meanwhile, which takes one. It uses no more than twelve. */
function mostThreads(): number {
	return Math.min(12, Math.max(1, availableParallelism() - 1));
}

class Run {
	readonly #child;
	readonly #output: Readable;
	readonly #exit: Promise<number | null>;
	readonly #kill = () => this.#child.kill();

	constructor(
		program: string,
		args: readonly string[],
		private readonly cwd: string,
	) {
		this.#child = started(program, args, cwd);
		// Where no more files can be opened, Node makes none for it, and tells of that later.
		const output = this.#child.stdout as Readable | undefined;
		if (!output) {
			this.#child.once('error', () => undefined);
			throw new SearchFailed();
		}
		// Node throws away what nobody reads by the time the program ends.
		this.#output = output.pipe(new PassThrough());
		this.#exit = new Promise((resolve, reject) => {
			this.#child.once('error', () => reject(new SearchFailed()));
			this.#child.once('close', resolve);
		});
		// It is awaited when its output was read; until then a failure has nobody to tell.
		this.#exit.catch(() => undefined);
		process.once('exit', this.#kill);
	}

	/** One a line: no file whose name has a line break is found. */
	async *paths(): AsyncGenerator<readonly string[]> {
		let count = 0;
		for await (const lines of this.#lines()) {
			count += lines.length;
			yield lines.map((line) => absolute(this.cwd, line));
		}
		// 1 says that nothing was found; 2 is also a folder that must not be read.
		const code = await this.#exit;
		if (code !== 0 && code !== 1 && count === 0) throw new SearchFailed();
	}

	async *#lines(): AsyncGenerator<readonly string[]> {
		let rest = '';
		for await (const text of this.#output.setEncoding('utf8')) {
			const lines = `${rest}${String(text)}`.split('\n');
			rest = lines.pop() ?? '';
			yield lines;
		}
	}

	end(): void {
		process.off('exit', this.#kill);
		this.#child.kill();
	}
}

/** Throws `SearchFailed` where the system refuses at once; else the child tells. */
function started(program: string, args: readonly string[], cwd: string) {
	const { SystemRoot } = process.env;
	try {
		return spawn(program, args, {
			cwd,
			env: SystemRoot === undefined ? {} : { SystemRoot },
			stdio: ['ignore', 'pipe', 'ignore'],
			windowsHide: true,
		});
	} catch {
		throw new SearchFailed();
	}
}

/** `join`, which reads every path from its first character on, where a path begins with `./` as we asked for. */
function absolute(folder: string, path: string): string {
	if (sep !== '/' || !path.startsWith('./')) return join(folder, path);
	return folder.endsWith(sep) ? `${folder}${path.slice(2)}` : `${folder}${path.slice(1)}`;
}
