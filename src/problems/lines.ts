/** Offsets become lines and columns here and nowhere else. */
import * as vscode from 'vscode';
import type { Span } from '../core/diagnostics/rule.js';
import { LineStarts } from '../core/find/lines.js';

/** Positions as VS Code counts them: LF, CRLF and a lone CR end a line. */
export class LineIndex {
	readonly #lines: LineStarts;

	constructor(text: string) {
		this.#lines = new LineStarts(text);
	}

	/** Zero-based. */
	positionAt(offset: number): vscode.Position {
		const { line, character } = this.#lines.positionAt(offset);
		return new vscode.Position(line, character);
	}

	rangeOf({ start, end }: Span): vscode.Range {
		return new vscode.Range(this.positionAt(start), this.positionAt(end));
	}
}
