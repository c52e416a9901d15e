import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PlaceInput } from '../../core/paste/place.js';

/** @param text The document's, so that it is asked for once. */
export function inputAt(
	document: vscode.TextDocument,
	{ start, end }: vscode.Range,
	text = document.getText(),
): PlaceInput {
	return {
		text,
		start: document.offsetAt(start),
		end: document.offsetAt(end),
		languageId: document.languageId,
		fileName: path.posix.basename(document.uri.path),
	};
}

export interface Insertion {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/**
 * One edit, so one step back. Snippets leave the cursors behind what was inserted; a text of the edit itself would get the
 * indentation of its line.
 */
export function replacing(
	document: vscode.TextDocument,
	insertions: readonly Insertion[],
): vscode.WorkspaceEdit {
	const edits = insertions.map(({ start, end, text }) => {
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		const snippet = new vscode.SnippetString().appendText(text).appendTabstop(0);
		const edit = new vscode.SnippetTextEdit(range, snippet);
		edit.keepWhitespace = true;
		return edit;
	});
	const all = new vscode.WorkspaceEdit();
	all.set(document.uri, edits);
	return all;
}
