import * as vscode from 'vscode';
import { pemMarkers } from '../../core/paste/pemMarkers.js';
import { dropKinds, pasteKinds } from './kinds.js';

/** Any file system. Of a selector that says only `*`, a plain paste would go before ours. */
export const documents: vscode.DocumentSelector = { pattern: '**' };

/**
 * PEM that is pasted, and certificate files that are dropped, are written as the place wants them. Only registers: the code
 * behind it is loaded when there is PEM in the clipboard, or a file is dropped.
 */
export function registerPaste(): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.languages.registerDocumentPasteEditProvider(
			documents,
			{
				async provideDocumentPasteEdits(document, ranges, data, _context, token) {
					const text = await data.get('text/plain')?.asString();
					const mayHold = pemMarkers.some((marker) => text?.includes(marker));
					if (text === undefined || !mayHold || !isOn(document)) return undefined;
					const { pasteEdits } = await import('./pasteEdits.js');
					return token.isCancellationRequested ? undefined : pasteEdits(document, ranges, text);
				},
			},
			{ providedPasteEditKinds: pasteKinds, pasteMimeTypes: ['text/plain'] },
		),
		vscode.languages.registerDocumentDropEditProvider(
			documents,
			{
				async provideDocumentDropEdits(document, position, data, token) {
					const list = await data.get('text/uri-list')?.asString();
					if (list === undefined || list === '' || !isOn(document)) return undefined;
					const { dropEdits } = await import('./dropEdits.js');
					return dropEdits(document, position, list, token);
				},
			},
			{ providedDropEditKinds: dropKinds, dropMimeTypes: ['text/uri-list'] },
		),
	);
}

/** Not in boxes of VS Code itself, such as the one for a commit message, whose documents no file system holds. */
function isOn({ uri }: vscode.TextDocument): boolean {
	const isFile = vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
	if (!isFile && !/^(?:untitled|vscode-notebook-cell)$/.test(uri.scheme)) return false;
	const settings = vscode.workspace.getConfiguration(undefined, uri);
	return settings.get<unknown>('pki.paste.enabled') !== false;
}
