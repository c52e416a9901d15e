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
	const file = uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
	try {
		const { type, size } = await vscode.workspace.fs.stat(uri);
		if ((type & vscode.FileType.File) === 0) {
			throw new PkiError('invalid', { reason: 'notFile', args: { file } });
		}
		if (size > limit) {
			throw new PkiError('tooLarge', { reason: 'file', args: { file, size, limit } });
		}
		return await vscode.workspace.fs.readFile(uri);
	} catch (error) {
		throw fileError(error, file);
	}
}

/** The text of a document as it is on screen; of a file that nobody has open what it holds. Rejects as `readContents`. */
export async function readShown(uri: vscode.Uri): Promise<string | Uint8Array> {
	return openDocument(uri)?.getText() ?? readContents(uri);
}

function fileError(error: unknown, file: string): unknown {
	if (!(error instanceof vscode.FileSystemError)) return error;
	const details = { reason: 'file', args: { file }, cause: error };
	switch (error.code) {
		case 'FileNotFound':
			return new PkiError('notFound', details);
		case 'NoPermissions':
			return new PkiError('forbidden', details);
		case 'FileIsADirectory':
			return new PkiError('invalid', { ...details, reason: 'notFile' });
		default:
			return new PkiError('unexpected', details);
	}
}
