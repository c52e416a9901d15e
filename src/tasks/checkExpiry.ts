import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../core/common/errors.js';
import type { ExpiryCheck, ExpiryPort } from '../services/ports/expiry.js';
import type { ExpiryTask } from './definition.js';

/** What was found, and what was asked for and could not be checked at all. */
export interface Outcome {
	readonly checks: readonly ExpiryCheck[];
	readonly failures: readonly PkiError[];
}

/**
 * Without paths the task’s folder, else the workspace. Rejects with `cancelled`. A path that
 * cannot be read keeps none of the others from being checked.
 */
export async function checkFor(
	{ withinDays, paths }: ExpiryTask,
	folder: vscode.WorkspaceFolder | undefined,
	expiry: ExpiryPort,
	signal: AbortSignal,
): Promise<Outcome> {
	const options = { signal, ...(withinDays === undefined ? {} : { withinDays }) };
	if (!paths) {
		const check = await expiry.check({ ...options, folder: folder?.uri });
		return { checks: [check], failures: [] };
	}
	const checks: ExpiryCheck[] = [];
	const failures: PkiError[] = [];
	// One after the other: a check reads many files at a time by itself.
	for (const path of paths) {
		try {
			checks.push(await expiry.check({ ...options, uris: [await uriOf(path, folder)] }));
		} catch (error) {
			if (!isPkiError(error) || error.code === 'cancelled') throw error;
			failures.push(error);
		}
	}
	return { checks, failures };
}

/** Relative to the task's folder, else to the workspace folder in which there is such a file. */
export async function uriOf(
	path: string,
	folder: vscode.WorkspaceFolder | undefined,
): Promise<vscode.Uri> {
	const folders = folder ? [folder] : (vscode.workspace.workspaceFolders ?? []);
	const [first] = folders;
	if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) {
		const isLocal = first === undefined || first.uri.scheme === 'file';
		return isLocal ? vscode.Uri.file(path) : first.uri.with({ path });
	}
	if (!first) throw new PkiError('notFound', { reason: 'file', args: { file: path } });
	for (const { uri } of folders) {
		const candidate = vscode.Uri.joinPath(uri, path);
		const isThere = await vscode.workspace.fs.stat(candidate).then(
			() => true,
			() => false,
		);
		if (isThere) return candidate;
	}
	return vscode.Uri.joinPath(first.uri, path);
}
