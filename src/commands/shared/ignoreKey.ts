import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { showError } from '../../ui/errors.js';

const run = promisify(execFile);

/** Where the key lies in a git repository that does not ignore it, offers to add it to `.gitignore`. Returns at once. */
export function offerToIgnoreKey(key: string | undefined): void {
	if (key !== undefined) offer(key).catch((error: unknown) => showError(error));
}

async function offer(key: string): Promise<void> {
	const root = await repositoryOf(path.dirname(key));
	if (root === undefined || (await isIgnored(key))) return;
	const pattern = `/${path.relative(root, key).split(path.sep).join('/')}`;
	const add = vscode.l10n.t('Add to .gitignore');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('git does not ignore the private key {0}.', pattern),
		add,
	);
	// A leading line break, for the file may end without one.
	if (answer === add) await appendFile(path.join(root, '.gitignore'), `\n${pattern}\n`);
}

async function repositoryOf(folder: string): Promise<string | undefined> {
	try {
		const { stdout } = await run('git', ['rev-parse', '--show-toplevel'], {
			cwd: folder,
			timeout: 5000,
		});
		return stdout.trim();
	} catch {
		// No git on this machine, or no repository: nothing can be committed by mistake.
		return undefined;
	}
}

async function isIgnored(file: string): Promise<boolean> {
	try {
		await run('git', ['check-ignore', '-q', file], { cwd: path.dirname(file), timeout: 5000 });
		return true;
	} catch {
		// Exit status 1 says that no pattern matches.
		return false;
	}
}
