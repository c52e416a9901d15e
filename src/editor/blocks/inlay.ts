/** The quiet form of a lens: a text behind the BEGIN line, or behind a value on one line. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { BlockSource } from '../../services/blocks/blockSource.js';
import { madeOfBlocks } from './madeOfBlocks.js';
import { placesOf } from './places.js';
import { summaryOf } from './summary.js';

export function hintsOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	range: vscode.Range,
	token: vscode.CancellationToken,
): Promise<vscode.InlayHint[]> {
	return madeOfBlocks(blocks, document, token, (all) => hints(document, range, all));
}

function* hints(
	document: vscode.TextDocument,
	range: vscode.Range,
	all: readonly KeptBlock[],
): Generator<vscode.InlayHint, void, undefined> {
	const now = new Date();
	for (const place of placesOf(all)) {
		const { line } = place.first;
		if (line < range.start.line || line > range.end.line) continue;
		const words = summaryOf(place, now).join(' · ');
		if (words === '') continue;
		const hint = new vscode.InlayHint(document.lineAt(line).range.end, words);
		hint.paddingLeft = true;
		yield hint;
	}
}
