/** What a block holds, at the place where it stands. */
import { type LabelledContents, readUnlabelled } from './kinds.js';
import type { Content } from '../x509/content.js';
import type { BlockNote, DecodedBlock, EncodedPosition } from '../x509/block.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';

/** Each content as a block; `lineOf` tells the line of a fault, the block's first without it. */
export function placed(
	contents: readonly Content[],
	position: EncodedPosition,
	lineOf?: (fault: NonNullable<Content['fault']>) => number,
): DecodedBlock[] {
	return contents.map((content) => {
		const { container, entry } = content;
		const place = { ...position, ...(container && { container }), ...(entry && { entry }) };
		if (content.fault === undefined) {
			return { ...place, facts: content.facts, der: content.der };
		}
		const { code, args } = content.fault;
		const line = lineOf?.(content.fault) ?? position.line;
		return { ...place, error: { code, line, ...(args === undefined ? {} : { args }) } };
	});
}

/** A note belongs to the whole, so the first of several blocks has it. */
export function withNote(blocks: readonly DecodedBlock[], note?: BlockNote): DecodedBlock[] {
	return blocks.map((block, index) => (index === 0 && note ? { ...block, note } : block));
}

export interface PlacedObject extends LabelledContents {
	/** Byte offsets. */
	readonly start: number;
	readonly end: number;
}

/** The objects that stand one after the other where one belongs; undefined unless each of them can be read. */
export function severalObjects(bytes: Buffer): readonly PlacedObject[] | undefined {
	const ends = sequenceEnds(bytes) ?? [];
	if (ends.length < 2) return undefined;
	const objects: PlacedObject[] = [];
	let start = 0;
	for (const end of ends) {
		const object = readUnlabelled(bytes.subarray(start, end));
		if (object === undefined) return undefined;
		objects.push({ ...object, start, end });
		start = end;
	}
	return objects;
}

export function severalNote(
	span: Pick<BlockNote, 'line' | 'start' | 'end'>,
	objects: readonly PlacedObject[],
): BlockNote {
	return { code: 'severalObjects', ...span, args: { count: objects.length } };
}
