/** A place with blocks in a text that is edited: it moves with the text, and is read when it is asked for. */
import type { Place } from '../decode/decodeText.js';
import { type KeptBlock, keptOf } from '../decode/kept.js';
import type { BlockNote } from '../x509/block.js';
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
	#read: readonly KeptBlock[] = [];
	#moved:
		{ readonly start: number; readonly line: number; readonly blocks: KeptBlock[] } | undefined;

	/** Let go of once it is read, for it has the bytes of private keys. */
	#unread: { readonly place: Place; readonly slice: Slice } | undefined;
	readonly #first: number;
	#firstLine = 0;

	constructor(place: Place, slice: Slice) {
		if (!place.isRest) this.#unread = { place, slice };
		this.#first = place.start;
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
	blocks(lineAt: (offset: number) => number): readonly KeptBlock[] {
		const { start } = this;
		const line = (this.#line ??= lineAt(start));
		if (this.#moved?.start === start && this.#moved.line === line) return this.#moved.blocks;
		const read = this.#readOnce();
		const units = start - this.#first;
		const lines = line - this.#firstLine;
		const blocks = read.map((block) => movedBlock(block, units, lines));
		this.#moved = { start, line, blocks };
		return blocks;
	}

	#readOnce(): readonly KeptBlock[] {
		if (this.#unread === undefined) return this.#read;
		const { place, slice } = this.#unread;
		const blocks = [...place.blocks()].filter((block) => block !== undefined);
		if (blocks.length > 0) this.#firstLine = slice.lined.lineAt(place.start);
		this.#read = blocks.map(keptOf);
		this.#unread = undefined;
		return this.#read;
	}
}

/** Puts others in place of so many entries; `splice` takes no more of them than there may be arguments. */
export function putInPlace(
	entries: IndexEntry[],
	first: number,
	count: number,
	others: readonly IndexEntry[],
): void {
	const behind = entries.splice(first).slice(count);
	for (const entry of others) entries.push(entry);
	for (const entry of behind) entries.push(entry);
}

/** A block that stands so many units and lines further on. */
export function movedBlock(block: KeptBlock, units: number, lines: number): KeptBlock {
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
