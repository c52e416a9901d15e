/** A text in pieces, so that an edit copies one of them and not the whole. */
import { countLines, LineCounter } from './lines.js';

interface Chunk {
	readonly text: string;
	/** Line ends in it; counted when a line behind it is first asked for. */
	lines: number | undefined;
}

const chunkSize = 8192;

/** Where the last question for a line went. */
interface Asked {
	readonly offset: number;
	/** Of the chunk that the offset is in, with where it begins and on which line. */
	readonly index: number;
	readonly position: number;
	readonly line: number;
	readonly counter: LineCounter;
}

export class EditedText {
	#chunks: Chunk[];
	#length: number;
	#asked: Asked | undefined;

	constructor(text: string) {
		this.#chunks = chunksOf(text);
		this.#length = text.length;
	}

	/** UTF-16 units. */
	get length(): number {
		return this.#length;
	}

	toString(): string {
		return this.#chunks.map(({ text }) => text).join('');
	}

	/** Offsets beyond either end are taken as that end. */
	slice(from: number, to: number): string {
		const parts: string[] = [];
		let position = 0;
		for (const { text } of this.#chunks) {
			if (position >= to) break;
			if (position + text.length > from) {
				parts.push(text.slice(Math.max(0, from - position), to - position));
			}
			position += text.length;
		}
		return parts.join('');
	}

	/** The first units that are not blank. */
	head(length: number): string {
		const first = this.#chunks.findIndex(({ text }) => text.trim() !== '');
		const texts = this.#chunks.slice(Math.max(0, first), first + 2).map(({ text }) => text);
		return texts.join('').trimStart().slice(0, length);
	}

	/** The line, from zero, on which an offset stands. Offsets that grow cost one pass together. */
	lineAt(offset: number): number {
		const last =
			this.#asked !== undefined && this.#asked.offset <= offset ? this.#asked : undefined;
		let { index, position, line } = last ?? { index: 0, position: 0, line: 0 };
		for (let chunk = this.#chunks[index]; chunk; chunk = this.#chunks[index]) {
			const end = position + chunk.text.length;
			if (end > offset) {
				const counter = last?.index === index ? last.counter : new LineCounter(chunk.text);
				if (offset > position) this.#asked = { index, position, line, offset, counter };
				return line + counter.at(offset - position);
			}
			line += chunk.lines ??= countLines(chunk.text);
			position = end;
			index += 1;
			// CR and LF end one line together.
			const isParted = chunk.text.endsWith('\r') && this.#chunks[index]?.text.startsWith('\n');
			if (isParted === true && offset > position) line -= 1;
		}
		return line;
	}

	/** Puts a text in place of the units from `start` to `end`; answers how many lines more there are. */
	edit(start: number, end: number, inserted: string): number {
		this.#asked = undefined;
		// CR and LF may have met, or parted.
		const before = countLines(this.slice(start - 1, end + 1));
		let position = 0;
		let first = -1;
		let last = -1;
		let [head, tail] = ['', ''];
		for (const [index, { text }] of this.#chunks.entries()) {
			if (first === -1 && start <= position + text.length) {
				first = index;
				head = text.slice(0, start - position);
			}
			if (end <= position + text.length) {
				last = index;
				tail = text.slice(end - position);
				break;
			}
			position += text.length;
		}
		this.#chunks.splice(first, last - first + 1, ...chunksOf(head + inserted + tail));
		this.#length += inserted.length - (end - start);
		return countLines(this.slice(start - 1, start + inserted.length + 1)) - before;
	}
}

/** At least one, and none longer than twice the usual. */
function chunksOf(text: string): Chunk[] {
	if (text.length <= 2 * chunkSize) return [{ text, lines: undefined }];
	const chunks: Chunk[] = [];
	for (let at = 0; at < text.length; at += chunkSize) {
		chunks.push({ text: text.slice(at, at + chunkSize), lines: undefined });
	}
	return chunks;
}
