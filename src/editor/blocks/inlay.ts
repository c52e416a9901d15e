/** The quiet form of a lens: a text behind the BEGIN line, or behind a value on one line. */
import * as vscode from 'vscode';
import type { BlockSource } from '../../services/blocks/blockSource.js';
import { placesOf } from './places.js';
import { summaryOf } from './summary.js';

export async function hintsOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	range: vscode.Range,
	token: vscode.CancellationToken,
): Promise<vscode.InlayHint[]> {
	const all = await blocks.blocksOf(document, token);
	const now = new Date();
	return placesOf(all).flatMap((place) => {
		const { line } = document.positionAt(place.first.start);
		if (line < range.start.line || line > range.end.line) return [];
		const words = summaryOf(place, now).join(' · ');
		if (words === '') return [];
		const hint = new vscode.InlayHint(document.lineAt(line).range.end, words);
		hint.paddingLeft = true;
		return [hint];
	});
}
