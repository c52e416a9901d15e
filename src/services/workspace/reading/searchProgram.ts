/** VS Code's own search program, which names the files in which something may be. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { asIgnoreLines, binaryGlobs, contentPattern } from '../../../core/workspace/candidates.js';
import { neverSearched } from '../../../core/workspace/globs.js';
import type { SearchedFolder } from './job.js';

/** It did not run, or understood a pattern otherwise than VS Code: files have to be looked through without it. */
export class SearchFailed extends Error {}

/**
 * Absolute paths of files that hold one of the markers, or that may be binary by their names; some of them twice. Throws
 * `SearchFailed`.
 */
export async function* searchWith(
	program: string,
	folder: SearchedFolder,
	useIgnoreFiles: boolean,
): AsyncGenerator<string> {
	const excluded = asIgnoreLines([...neverSearched, ...folder.excluded]);
	const common = [
		...['--no-config', '--no-messages', '--hidden', '--no-require-git', '--crlf'],
		// What these say is asked afterwards, of the files that were found.
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
	const byContent = [...common, '--files-with-matches', ...but, '--regexp', contentPattern];
	yield* run(program, [...byName, '--', './'], folder.path);
	yield* run(program, [...byContent, '--', './'], folder.path);
}

/** One path a line: no file whose name has a line break is found. */
async function* run(program: string, args: readonly string[], cwd: string): AsyncGenerator<string> {
	const { SystemRoot } = process.env;
	const child = spawn(program, args, {
		cwd,
		env: SystemRoot === undefined ? {} : { SystemRoot },
		stdio: ['ignore', 'pipe', 'ignore'],
		windowsHide: true,
	});
	const end = new Promise<number | null>((resolve, reject) => {
		child.once('error', () => reject(new SearchFailed()));
		child.once('close', resolve);
	});
	// It is awaited below; until then a failure has nobody to tell.
	end.catch(() => undefined);
	const kill = () => child.kill();
	process.once('exit', kill);
	let count = 0;
	try {
		for await (const line of createInterface({ input: child.stdout })) {
			count += 1;
			yield join(cwd, line);
		}
		// 1 says that nothing was found; 2 is also a folder that must not be read.
		const code = await end;
		if (code !== 0 && code !== 1 && count === 0) throw new SearchFailed();
	} finally {
		process.off('exit', kill);
		child.kill();
	}
}
