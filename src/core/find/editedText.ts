/** A text in pieces, so that an edit copies one of them and not the whole. */
import { countLines } from './lines.js';

interface Chunk {
	readonly text: string;
	/** Line ends in it; counted when a line behind it is first asked for. */
	lines: number | undefined;
}

const chunkSize = 8192;

export class EditedText {
	#chunks: Chunk[];
	#length: number;

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

	/** The line, from zero, on which an offset stands. */
	lineAt(offset: number): number {
		let position = 0;
		let line = 0;
		let previous = '';
		for (const chunk of this.#chunks) {
			// CR and LF end one line together.
			if (previous.endsWith('\r') && chunk.text.startsWith('\n') && offset > position) line -= 1;
			const end = position + chunk.text.length;
			if (end > offset) return line + countLines(chunk.text.slice(0, offset - position));
			line += chunk.lines ??= countLines(chunk.text);
			position = end;
			previous = chunk.text;
		}
		return line;
	}

	/** Puts a text in place of the units from `start` to `end`; answers how many lines more there are. */
	edit(start: number, end: number, inserted: string): number {
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
