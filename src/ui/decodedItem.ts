import type { DecodedItem } from '../api.js';
import { maximumInputSize, textOf } from '../core/decode/decode.js';
import { LineStarts } from '../core/find/lines.js';
import type { DecodedBlock } from '../core/x509/block.js';
import { blockErrorSentence } from './words/errors/blockErrors.js';
import { blockNoteSentence } from './words/findings/blockNotes.js';

/** What was read of a content, as programs get it: of a private key neither numbers nor bytes. */
export function decodedItems(
	content: string | Uint8Array,
	blocks: readonly DecodedBlock[],
): DecodedItem[] {
	// DER has one line, and what is too large has not been read.
	const text = content.length > maximumInputSize ? undefined : textOf(content);
	const lines = new LineStarts(text ?? '');
	return blocks.map((block) => decodedItem(block, lines));
}

function decodedItem(block: DecodedBlock, lines: LineStarts): DecodedItem {
	const { line, start, end, encoding, label, note, container, entry, stored } = block;
	const item = {
		line,
		range: { start: lines.positionAt(start), end: lines.positionAt(end) },
		encoding,
		label,
		...(container && { container }),
		...(entry && { entry }),
		...(stored && { stored }),
		...(note ? { note: { ...note, message: blockNoteSentence(note) } } : {}),
	};
	if (!block.error) return { ...item, ...block.facts };
	return { ...item, error: { ...block.error, message: blockErrorSentence(block.error) } };
}
