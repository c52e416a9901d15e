import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import { FindingDiagnostic } from '../../ui/findingDiagnostic.js';

interface Ranked {
	readonly diagnostic: vscode.Diagnostic;
	/** Its place among all, the gravest first. */
	readonly rank: number;
}

/** What Problems says of each block of a document: the same findings in every place where they are shown. */
export class FindingsOf {
	/** By where they begin, so that a block passes only those that may touch it. */
	readonly #all: readonly Ranked[];
	/** Where the first findings, up to and with each, end at the latest. */
	readonly #ends: readonly vscode.Position[];

	constructor(private readonly document: vscode.TextDocument) {
		this.#all = vscode.languages
			.getDiagnostics(document.uri)
			.filter((diagnostic) => diagnostic instanceof FindingDiagnostic)
			.sort((a, b) => a.severity - b.severity)
			.map((diagnostic, rank) => ({ diagnostic, rank }))
			.sort((a, b) => a.diagnostic.range.start.compareTo(b.diagnostic.range.start));
		const ends: vscode.Position[] = [];
		for (const { diagnostic } of this.#all) {
			const last = ends.at(-1);
			const { end } = diagnostic.range;
			ends.push(last?.isAfter(end) ? last : end);
		}
		this.#ends = ends;
	}

	/** The gravest first. */
	at(block: Pick<KeptBlock, 'start' | 'end'>): readonly vscode.Diagnostic[] {
		if (this.#all.length === 0) return [];
		const range = rangeOf(this.document, block);
		const touching: Ranked[] = [];
		for (let index = this.#countUpTo(range.end) - 1; index >= 0; index -= 1) {
			if (this.#ends[index]?.isBefore(range.start)) break;
			const ranked = this.#all[index];
			if (ranked && range.intersection(ranked.diagnostic.range)) touching.push(ranked);
		}
		return touching.sort((a, b) => a.rank - b.rank).map(({ diagnostic }) => diagnostic);
	}

	/** How many begin at a position or before it. */
	#countUpTo(position: vscode.Position): number {
		let [low, high] = [0, this.#all.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#all[middle]?.diagnostic.range.start.isAfter(position)) high = middle;
			else low = middle + 1;
		}
		return low;
	}
}

/** Where a block stands. */
export function rangeOf(
	document: vscode.TextDocument,
	{ start, end }: Pick<KeptBlock, 'start' | 'end'>,
): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function severityWord(severity: vscode.DiagnosticSeverity): string {
	switch (severity) {
		case vscode.DiagnosticSeverity.Error:
			return vscode.l10n.t('Error');
		case vscode.DiagnosticSeverity.Warning:
			return vscode.l10n.t('Warning');
		case vscode.DiagnosticSeverity.Information:
			return vscode.l10n.t('Information');
		case vscode.DiagnosticSeverity.Hint:
			return vscode.l10n.t('Hint');
	}
}
