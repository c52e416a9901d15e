import * as vscode from 'vscode';
import { dropKinds, pasteKinds } from './kinds.js';

/** By scheme: with any document as the selector, a plain paste would go before ours. */
const documents: vscode.DocumentSelector = ['file', 'untitled', 'vscode-vfs'].map((scheme) => ({
	scheme,
}));

/** What PEM holds however it is copied; costs one search. */
const marker = '-----BEGIN ';

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
					if (text?.includes(marker) !== true || !isOn(document)) return undefined;
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

function isOn(document: vscode.TextDocument): boolean {
	const settings = vscode.workspace.getConfiguration(undefined, document.uri);
	return settings.get<unknown>('pki.paste.enabled') !== false;
}
