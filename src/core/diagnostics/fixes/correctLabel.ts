import { begin, dashes, end } from '../../find/pemMarkers.js';
import { endMarker } from '../contents/pemFile.js';
import type { FileInput, Replacement } from '../rule.js';
import { blockFrom } from './placeOfBlock.js';

/** The BEGIN and END lines say what the content is; nothing else of them changes. */
export interface CorrectLabel {
	readonly id: 'correctLabel';
}

export function correctLabel(
	file: FileInput,
	_fix: CorrectLabel,
	at: number,
	block = blockFrom(file, at),
): readonly Replacement[] | undefined {
	const { text } = file;
	const wanted = block?.note?.args?.['expected'];
	const isOther = block?.note?.code === 'wrongLabel' || block?.note?.code === 'labelMismatch';
	if (text === undefined || !block || !isOther || typeof wanted !== 'string') return undefined;
	const first = block.start + begin.length;
	const marker = endMarker(text, block);
	if (!text.startsWith(begin, block.start) || marker === undefined) return undefined;
	const last = marker + end.length;
	return [first, last].flatMap((start) => {
		const label = text.slice(start, text.indexOf(dashes, start));
		return label === wanted ? [] : [{ start, end: start + label.length, text: wanted }];
	});
}
