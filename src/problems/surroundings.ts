/** What is known of an open document beside its text. */
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { decodeInSlices, textOf } from '../core/decode/decode.js';
import type { FileInput, WorkspaceInput } from '../core/diagnostics/rule.js';
import { gitFactsOf } from '../services/files/ignoreKey.js';
import type { WorkspaceIndex } from '../services/workspace/workspaceIndex.js';
import { readContents } from '../ui/contents.js';
import { halvesElsewhere } from '../ui/facts/halvesElsewhere.js';

/** A larger file beside it is no key. */
const largestNeighbour = 64 * 1024;

/** Nothing for a document that was never saved. */
export async function surroundingsOf(
	uri: vscode.Uri,
	workspace: WorkspaceIndex,
): Promise<Omit<FileInput, 'blocks' | 'text'> & Partial<Omit<WorkspaceInput, keyof FileInput>>> {
	if (uri.scheme === 'untitled') return {};
	const read = new Map<string, Promise<FileInput | undefined>>();
	return {
		path: uri.path,
		...(await modeOf(uri)),
		// Git runs what a repository's configuration says.
		...(uri.scheme === 'file' && vscode.workspace.isTrusted
			? { git: () => gitFactsOf(uri.fsPath) }
			: {}),
		filesWithKey: (key) => halvesElsewhere(workspace, key, { isPrivate: false, uri }),
		beside(name) {
			const known = read.get(name) ?? readNeighbour(vscode.Uri.joinPath(uri, '..', name));
			read.set(name, known);
			return known;
		},
	};
}

async function modeOf({ scheme, fsPath }: vscode.Uri): Promise<Pick<FileInput, 'mode'>> {
	if (scheme !== 'file' || process.platform === 'win32') return {};
	// Gone meanwhile: then it has no mode.
	const stats = await stat(fsPath).catch(() => undefined);
	return stats ? { mode: stats.mode & 0o777 } : {};
}

async function readNeighbour(uri: vscode.Uri): Promise<FileInput | undefined> {
	try {
		const contents = await readContents(uri, largestNeighbour);
		return { path: uri.path, text: textOf(contents), blocks: await decodeInSlices(contents) };
	} catch (error) {
		if (!isPkiError(error)) throw error;
		// Not there, not readable or too large: nothing is known of it.
		return undefined;
	}
}
