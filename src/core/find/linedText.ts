/** What framing a text yields, and the text with its lines. */
import { LineStarts } from './lines.js';
import type { PemBlock } from './pem.js';
import type { BlockNote, BlockPosition } from '../x509/block.js';

export type LooseBlock = PemBlock & {
	readonly note?: BlockNote;
	/** Exact and whole: it is the same whatever stands before it, and so is what is found behind it. */
	readonly anchor?: true;
};

/** Text that belongs to no block. */
export interface Gap {
	readonly gap: true;
	readonly start: number;
	readonly end: number;
}

/** A text with its lines, which are counted when they are first asked for. */
export class LinedText {
	#lines: LineStarts | undefined;

	constructor(readonly text: string) {}

	lineAt(offset: number): number {
		this.#lines ??= new LineStarts(this.text);
		return this.#lines.at(offset);
	}

	/** Lines and offsets of a span, as blocks and notes have them. */
	place(start: number, stop: number): Omit<BlockPosition, 'label'> {
		return { start, end: stop, line: this.lineAt(start), endLine: this.lineAt(stop) };
	}
}
