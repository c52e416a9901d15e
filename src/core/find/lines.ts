/** Lines as an editor counts them: LF, CRLF and a lone CR each end one. */

/** Counts the lines before offsets that only grow; passes each character once. */
export class LineCounter {
	private line = 0;
	private nextLf: number;
	private nextCr: number;

	constructor(private readonly text: string) {
		this.nextLf = this.find('\n', 0);
		this.nextCr = this.find('\r', 0);
	}

	at(offset: number): number {
		for (;;) {
			const next = Math.min(this.nextLf, this.nextCr);
			if (next >= offset) {
				return this.line;
			}
			if (next === this.nextLf) {
				this.nextLf = this.find('\n', next + 1);
				this.line += 1;
			} else {
				this.nextCr = this.find('\r', next + 1);
				this.line += this.nextLf === next + 1 ? 0 : 1;
			}
		}
	}

	private find(end: string, from: number): number {
		const found = this.text.indexOf(end, from);
		return found === -1 ? Number.POSITIVE_INFINITY : found;
	}
}

/** Number of line ends in a text. */
export function countLines(text: string): number {
	return new LineCounter(text).at(text.length);
}

/** Zero-based; `character` in UTF-16 units. */
export interface TextPosition {
	readonly line: number;
	readonly character: number;
}

/** Where the lines of a text begin; for offsets in any order. */
export class LineStarts {
	readonly #starts: readonly number[];
	readonly #mark: number;

	constructor(text: string) {
		this.#mark = text.startsWith('\uFEFF') ? 1 : 0;
		const starts = [0];
		let lf = text.indexOf('\n');
		let cr = text.indexOf('\r');
		while (lf !== -1 || cr !== -1) {
			if (cr === -1 || (lf !== -1 && lf < cr)) {
				starts.push(lf + 1);
				lf = text.indexOf('\n', lf + 1);
			} else {
				if (lf !== cr + 1) starts.push(cr + 1);
				cr = text.indexOf('\r', cr + 1);
			}
		}
		this.#starts = starts;
	}

	/** The line, from zero, on which an offset stands. */
	at(offset: number): number {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** The offset at which a line begins. */
	startOf(line: number): number {
		return this.#starts[line] ?? 0;
	}

	/** As VS Code counts, which leaves a byte order mark out. */
	positionAt(offset: number): TextPosition {
		const line = this.at(offset);
		const mark = line === 0 ? this.#mark : 0;
		return { line, character: Math.max(0, offset - this.startOf(line) - mark) };
	}
}

/** Longer lines are looked at this far on either side of a place; what stands beyond belongs to no marker. */
const window = 200;

/** What stands before an offset on its line. */
export function lineBefore(text: string, offset: number, from = 0): string {
	const before = text.slice(Math.max(from, offset - window), offset);
	return before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
}

/** What stands from an offset on to the end of its line. */
export function lineAfter(text: string, offset: number, to = text.length): string {
	const after = text.slice(offset, Math.min(to, offset + window));
	const length = after.search(/[\r\n]/);
	return length === -1 ? after : after.slice(0, length);
}
