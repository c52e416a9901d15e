/** Whether git would take a private key along, and the line in `.gitignore` that stops it. */
import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { GitFacts } from '../../core/diagnostics/rule.js';
import { readIfPresent } from './files.js';

const run = promisify(execFile);

export interface UnignoredKey {
	/** Ignores the files of that kind in that folder: `/certs/*.key`. */
	readonly pattern: string;
	/** Adds the pattern to the repository's own `.gitignore`. */
	ignore(): Promise<void>;
}

/** Undefined where there is no repository, no git, or nothing to fear. */
export async function findUnignoredKey(key: string): Promise<UnignoredKey | undefined> {
	const root = await repositoryOf(path.dirname(key));
	if (root === undefined || (await isIgnored(key))) return undefined;
	const folder = path.relative(root, path.dirname(key)).split(path.sep).map(escape);
	const pattern = ['', ...folder.filter((part) => part !== ''), `*${path.extname(key)}`].join('/');
	return { pattern, ignore: () => addLine(path.join(root, '.gitignore'), pattern) };
}

async function addLine(file: string, line: string): Promise<void> {
	const present = (await readIfPresent(file)) ?? '';
	if (present.split(/\r?\n/).includes(line)) return;
	const lineBreak = present.includes('\r\n') ? '\r\n' : '\n';
	const joint = present === '' || present.endsWith('\n') ? '' : lineBreak;
	await appendFile(file, `${joint}${line}${lineBreak}`);
}

/** Characters that a pattern gives a meaning to. */
function escape(name: string): string {
	return name.replace(/[\\*?[\]!#]/g, '\\$&');
}

/** Undefined where there is no repository or no git. */
export async function gitFactsOf(file: string): Promise<GitFacts | undefined> {
	if ((await repositoryOf(path.dirname(file))) === undefined) return undefined;
	return { tracked: await isTracked(file), ignored: await isIgnored(file) };
}

async function isTracked(file: string): Promise<boolean> {
	try {
		await git(path.dirname(file), 'ls-files', '--error-unmatch', '--', file);
		return true;
	} catch {
		// Exit status 1 says that git does not know it.
		return false;
	}
}

async function repositoryOf(folder: string): Promise<string | undefined> {
	try {
		const { stdout } = await git(folder, 'rev-parse', '--show-cdup');
		return path.resolve(folder, stdout.trim());
	} catch {
		// No git on this machine, or no repository: nothing can be committed by mistake.
		return undefined;
	}
}

async function isIgnored(file: string): Promise<boolean> {
	try {
		await git(path.dirname(file), 'check-ignore', '-q', '--', file);
		return true;
	} catch {
		// Exit status 1 says that no pattern matches.
		return false;
	}
}

function git(folder: string, ...args: readonly string[]): Promise<{ stdout: string }> {
	return run('git', args, { cwd: folder, timeout: 5000, windowsHide: true });
}
