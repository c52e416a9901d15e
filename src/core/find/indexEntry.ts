/** A place with blocks in a text that is edited: it moves with the text, and is read when it is asked for. */
import type { Place } from '../decode/decodeText.js';
import type { BlockNote, DecodedBlock } from '../x509/model.js';
import type { LinedText } from './linedText.js';

/** A part of the text as it was when it was looked through. */
export interface Slice {
	readonly lined: LinedText;
	/** Where it stood in the text. */
	readonly start: number;
}

export class IndexEntry {
	readonly isPem: boolean;
	readonly isAnchor: boolean;
	start: number;
	end: number;
	/** Known once it was asked for. */
	#line: number | undefined;
	#read: readonly DecodedBlock[] | undefined;
	#moved:
		{ readonly start: number; readonly line: number; readonly blocks: DecodedBlock[] } | undefined;

	constructor(
		private readonly place: Place,
		private readonly slice: Slice,
	) {
		this.isPem = place.isPem;
		this.isAnchor = place.isAnchor;
		this.start = slice.start + place.start;
		this.end = slice.start + place.end;
	}

	move(units: number, lines: number): void {
		this.start += units;
		this.end += units;
		if (this.#line !== undefined) this.#line += lines;
	}

	/** The blocks where they stand; `lineAt` tells the line of an offset of the whole text. */
	blocks(lineAt: (offset: number) => number): readonly DecodedBlock[] {
		const { start, place, slice } = this;
		const line = (this.#line ??= lineAt(start));
		if (this.#moved?.start === start && this.#moved.line === line) return this.#moved.blocks;
		this.#read ??= [...place.blocks()].filter((block) => block !== undefined);
		const units = start - place.start;
		const lines = this.#read.length === 0 ? 0 : line - slice.lined.lineAt(place.start);
		const blocks = this.#read.map((block) => movedBlock(block, units, lines));
		this.#moved = { start, line, blocks };
		return blocks;
	}
}

function movedBlock(block: DecodedBlock, units: number, lines: number): DecodedBlock {
	const place = {
		start: block.start + units,
		end: block.end + units,
		line: block.line + lines,
		endLine: block.endLine + lines,
		...(block.note ? { note: movedNote(block.note, units, lines) } : {}),
	};
	return block.error === undefined
		? { ...block, ...place }
		: { ...block, ...place, error: { ...block.error, line: block.error.line + lines } };
}

function movedNote(note: BlockNote, units: number, lines: number): BlockNote {
	const endLine = note.args?.['endLine'];
	return {
		...note,
		start: note.start + units,
		end: note.end + units,
		line: note.line + lines,
		...(typeof endLine === 'number' ? { args: { ...note.args, endLine: endLine + lines } } : {}),
	};
}
