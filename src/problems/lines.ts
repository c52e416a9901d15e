/** Offsets become lines and columns here and nowhere else. */
import * as vscode from 'vscode';
import type { Span } from '../core/diagnostics/rule.js';

/** Where the lines of a text begin, as VS Code counts them: LF, CRLF and a lone CR end one. */
export class LineIndex {
	readonly #starts: readonly number[];

	constructor(text: string) {
		const starts = [0];
		for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
		this.#starts = starts;
	}

	/** Zero-based. */
	positionAt(offset: number): vscode.Position {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return new vscode.Position(low, Math.max(0, offset - (this.#starts[low] ?? 0)));
	}

	rangeOf({ start, end }: Span): vscode.Range {
		return new vscode.Range(this.positionAt(start), this.positionAt(end));
	}
}
