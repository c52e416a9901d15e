import type * as vscode from 'vscode';
import { analyze, type AnalysisInput, type Finding } from '../../core/diagnostics/analyze.js';
import { blocksBehind } from '../../core/diagnostics/contents/references.js';
import { headline, type RuleBlock, type Span } from '../../core/diagnostics/rule.js';
import { applySeverities, type SeverityChoices } from '../../core/diagnostics/severities.js';
import { nextChange } from '../../core/diagnostics/validity.js';
import { decodeInSlices, isUtf16, textOf } from '../../core/decode/decode.js';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { readContents } from '../../ui/contents.js';
import { factsOfFinding } from '../../ui/words/findings/findingWords.js';
import { LineIndex } from '../lines.js';
import type { FileCheck, LocatedFinding } from './report.js';

export interface CheckOptions {
	readonly threshold: ExpiryThreshold;
	readonly severities: SeverityChoices;
	readonly signal?: AbortSignal | undefined;
	/** Bytes; larger files reject with `tooLarge`. */
	readonly limit?: number;
	/** What is known of the file beside its contents. */
	readonly surroundings?: Omit<AnalysisInput, 'blocks' | 'text'> | undefined;
}

/** What is known of a file beside its contents, which may depend on what is in it. */
export type SurroundingsOf = (
	uri: vscode.Uri,
	contents: Pick<AnalysisInput, 'blocks' | 'text'>,
) => Promise<CheckOptions['surroundings']>;

/** Reads and checks one file. Rejects with `cancelled`, or as `readContents` does. */
export async function checkFile(
	uri: vscode.Uri,
	options: Omit<CheckOptions, 'surroundings'>,
	surroundingsOf?: SurroundingsOf,
): Promise<FileCheck> {
	const contents = await readContents(uri, options.limit);
	const { signal } = options;
	const blocks = await decodeInSlices(contents, signal ? { signal } : {});
	const text = textOf(contents);
	const known = await surroundingsOf?.(uri, { blocks, text });
	const surroundings = { ...known, isUtf16: isUtf16(contents) };
	return checkBlocks(blocks, text, { ...options, surroundings });
}

/** Checks what was read already, such as an open document's blocks; gives way to other work every 15 ms. */
export async function checkBlocks(
	blocks: readonly RuleBlock[],
	text: string | undefined,
	{ threshold, severities, signal, surroundings }: CheckOptions,
): Promise<FileCheck> {
	const context = { now: new Date(), threshold };
	const named = (surroundings?.references ?? []).flatMap(({ reference }) =>
		blocksBehind(reference),
	);
	const change = nextChange({ blocks: [...blocks, ...named] }, context);
	const all = await analyze({ ...surroundings, blocks, text }, context, { signal });
	const findings = applySeverities(all, severities);
	if (findings.length === 0) return { findings: [], nextChange: change };
	const places = placesIn(text ?? '');
	return { findings: findings.map((finding) => located(finding, places)), nextChange: change };
}

/** A text with its lines; DER has one line. */
export interface Places {
	rangeOf(span: Span): vscode.Range;
	/** Whether a dash stands at an offset. */
	hasDash(offset: number): boolean;
}

function placesIn(text: string): Places {
	const lines = new LineIndex(text);
	return {
		rangeOf: (span) => lines.rangeOf(span),
		hasDash: (offset) => text === '' || text.startsWith('-', offset),
	};
}

export function located(finding: Finding, places: Places): LocatedFinding {
	const { severity, block, fix } = finding;
	return {
		...factsOfFinding(finding),
		severity,
		range: places.rangeOf(spanOf(finding, places)),
		line: block.line,
		endLine: block.endLine,
		...(fix ? { fix } : {}),
	};
}

/** Base64 has no BEGIN line of its own: what would stand there stands at the whole value. */
function spanOf({ start, end, block }: Finding, places: Places): Span {
	const head = headline(block);
	const isHead = start === head.start && end === head.end;
	if (!isHead || places.hasDash(block.start)) return { start, end };
	return { start: block.start, end: block.end };
}
