import { readdir, readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import { maximumInputSize } from '../core/decode/decode.js';
import { openDocument } from './openDocument.js';

/**
 * What a file holds: the text of its open editor when that has unsaved changes, else its bytes, so that lines and
 * offsets are those on screen. Any file system that VS Code knows; nothing larger than `limit` bytes is read.
 * Rejects with `notFound`, `forbidden`, `tooLarge` or `invalid` (reason `notFile`).
 */
export async function readContents(
	uri: vscode.Uri,
	limit = maximumInputSize,
): Promise<string | Uint8Array> {
	const open = openDocument(uri);
	if (open?.isDirty) return open.getText();
	const [source, file] = uri.scheme === 'file' ? [disk, uri.fsPath] : [others, uri.toString(true)];
	try {
		const { isFile, size } = await source.look(uri);
		if (!isFile) {
			throw new PkiError('invalid', { reason: 'notFile', args: { file } });
		}
		if (size > limit) {
			throw new PkiError('tooLarge', { reason: 'file', args: { file, size, limit } });
		}
		return await source.read(uri);
	} catch (error) {
		throw fileError(error, file);
	}
}

/** The text of a document as it is on screen; of a file that nobody has open what it holds. Rejects as `readContents`. */
export async function readShown(uri: vscode.Uri): Promise<string | Uint8Array> {
	return openDocument(uri)?.getText() ?? readContents(uri);
}

/** What is in a folder, by name and in no order; nothing where it cannot be listed. */
export async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
	const source = folder.scheme === 'file' ? disk : others;
	return source.list(folder).catch(() => []);
}

interface Source {
	look(uri: vscode.Uri): Promise<{ readonly isFile: boolean; readonly size: number }>;
	read(uri: vscode.Uri): Promise<Uint8Array>;
	list(folder: vscode.Uri): Promise<readonly string[]>;
}

/** VS Code asks its window before it reads a file, which is busy drawing the editor that the file is read for. */
const disk: Source = {
	async look({ fsPath }) {
		const stats = await stat(fsPath);
		return { isFile: stats.isFile(), size: stats.size };
	},
	read: ({ fsPath }) => readFile(fsPath),
	list: ({ fsPath }) => readdir(fsPath),
};

const others: Source = {
	async look(uri) {
		const { type, size } = await vscode.workspace.fs.stat(uri);
		return { isFile: (type & vscode.FileType.File) !== 0, size };
	},
	read: async (uri) => vscode.workspace.fs.readFile(uri),
	async list(folder) {
		const entries = await vscode.workspace.fs.readDirectory(folder);
		return entries.map(([name]) => name);
	},
};

function fileError(error: unknown, file: string): unknown {
	if (error instanceof PkiError || !(error instanceof Error) || !('code' in error)) return error;
	const details = { reason: 'file', args: { file }, cause: error };
	switch (error.code) {
		case 'FileNotFound':
		case 'ENOENT':
			return new PkiError('notFound', details);
		case 'NoPermissions':
		case 'EACCES':
		case 'EPERM':
			return new PkiError('forbidden', details);
		case 'FileIsADirectory':
		case 'EISDIR':
			return new PkiError('invalid', { ...details, reason: 'notFile' });
		default:
			return new PkiError('unexpected', details);
	}
}
