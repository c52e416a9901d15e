/** Lines of a text that is edited: an edit costs no pass over the text. */
import { countLines, LineCounter } from './lines.js';

interface Point {
	offset: number;
	line: number;
}

/** Between two places whose line is known. */
const chunk = 2048;

export class LineIndex {
	#text: string;
	/** Sorted; none between CR and LF. Made when a line is first asked for. */
	#points: Point[] | undefined;

	constructor(text: string) {
		this.#text = text;
	}

	/** The line, from zero, on which an offset stands. */
	at(offset: number): number {
		const points = (this.#points ??= pointsOf(this.#text));
		const index = lastAtOrBefore(points, offset);
		const { offset: known, line } = points[index] ?? { offset: 0, line: 0 };
		const found = line + countLines(this.#text.slice(known, offset));
		if (offset - known > 2 * chunk && !isInsideLineEnd(this.#text, offset)) {
			points.splice(index + 1, 0, { offset, line: found });
		}
		return found;
	}

	/** Takes the text in which `inserted` units stand in place of those from `start` to `end`; answers how many lines more. */
	edit(text: string, start: number, end: number, inserted: number): number {
		// CR and LF may have met, or parted.
		const from = Math.max(0, start - 1);
		const before = countLines(this.#text.slice(from, end + 1));
		const more = countLines(text.slice(from, start + inserted + 1)) - before;
		const delta = inserted - (end - start);
		this.#text = text;
		this.#points = this.#points?.filter(({ offset }) => offset <= from || offset > end);
		for (const point of this.#points ?? []) {
			if (point.offset <= from) continue;
			point.offset += delta;
			point.line += more;
		}
		return more;
	}
}

function pointsOf(text: string): Point[] {
	const lines = new LineCounter(text);
	const points: Point[] = [];
	for (let at = 0; at < text.length; at += chunk) {
		const offset = isInsideLineEnd(text, at) ? at + 1 : at;
		points.push({ offset, line: lines.at(offset) });
	}
	return points;
}

function isInsideLineEnd(text: string, offset: number): boolean {
	return text.charCodeAt(offset) === 10 && text.charCodeAt(offset - 1) === 13;
}

function lastAtOrBefore(points: readonly Point[], offset: number): number {
	let low = -1;
	let high = points.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((points[middle]?.offset ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}
