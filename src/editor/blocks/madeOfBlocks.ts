import type * as vscode from 'vscode';
import { createPacer } from '../../core/common/pacer.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { BlockSource } from '../../services/blocks/blockSource.js';

/**
 * What stands beside the blocks of a document, which may be thousands: made with pauses, and anew where the document
 * changes meanwhile, as its positions are then others. Empty when the token is cancelled.
 */
export async function madeOfBlocks<T>(
	blocks: BlockSource,
	document: vscode.TextDocument,
	token: vscode.CancellationToken,
	make: (all: readonly KeptBlock[]) => Iterable<T>,
): Promise<T[]> {
	for (;;) {
		const all = await blocks.blocksOf(document, token);
		const { version } = document;
		const pacer = createPacer();
		const made: T[] = [];
		for (const one of make(all)) {
			made.push(one);
			if (!pacer.isDue) continue;
			await pacer.pause();
			if (token.isCancellationRequested) return [];
			if (document.version !== version) break;
		}
		if (document.version === version) return made;
	}
}
