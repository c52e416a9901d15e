import * as vscode from 'vscode';
import {
	type Explanation,
	explainLines,
	type FoundExplanation,
} from '../core/tls/explain/explanation.js';
import { hostIn, type Place } from '../core/tls/explain/hostIn.js';
import type { ExplanationsPort } from '../services/ports/explanations.js';

/** A link on the words that name an error. */
export class ErrorLink extends vscode.TerminalLink {
	readonly explanation: Explanation;

	constructor(
		{ start, end, ...explanation }: FoundExplanation,
		readonly line: string,
		readonly terminal: vscode.Terminal,
	) {
		super(start, end - start, vscode.l10n.t('Explain this TLS error'));
		this.explanation = explanation;
	}
}

/** Characters of a command's output that are kept, and that are read at all. */
const keptOutput = 16_000;
const readOutput = 4_000_000;

interface Run {
	readonly command: string;
	output: string;
}

/** Errors in terminals: a link each, and what the last command of a terminal was and printed, in memory only. */
export class TerminalErrors {
	readonly #runs = new WeakMap<vscode.Terminal, Run>();

	constructor(private readonly reports: ExplanationsPort) {}

	linksIn(line: string, terminal: vscode.Terminal): ErrorLink[] {
		return [...explainLines(line)].flatMap((found) =>
			found ? [new ErrorLink(found, line, terminal)] : [],
		);
	}

	/** Host and port from the line, else from the command, else from what it printed. */
	async follow({ explanation, line, terminal }: ErrorLink): Promise<void> {
		const place = explanation.host === undefined ? this.#placeOf(terminal) : {};
		await this.reports.show({ ...explanation, ...place }, line);
	}

	/** Rejects with nothing: of an output that cannot be read further, the beginning is kept. */
	async remember(
		terminal: vscode.Terminal,
		command: string,
		output: AsyncIterable<string>,
	): Promise<void> {
		const run: Run = { command, output: '' };
		this.#runs.set(terminal, run);
		let read = 0;
		try {
			for await (const part of output) {
				run.output = (run.output + part).slice(-keptOutput);
				read += part.length;
				// What a program prints without end is nothing that anyone looks up an address in.
				if (read > readOutput || this.#runs.get(terminal) !== run) break;
			}
		} catch {
			// The terminal is gone, or its shell: nothing more will come.
		}
	}

	#placeOf(terminal: vscode.Terminal): Place {
		const { command = '', output = '' } = this.#runs.get(terminal) ?? {};
		const place = hostIn(command);
		return place.host === undefined ? hostIn(output) : place;
	}
}
