import type * as vscode from 'vscode';
import { analyze, type AnalysisInput, type Finding } from '../../core/diagnostics/analyze.js';
import { nextChange } from '../../core/diagnostics/validity.js';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import type { ExpiryThreshold } from '../../core/x509/model.js';
import { readContents } from '../../ui/contents.js';
import { factsOfFinding } from '../../ui/words/findings/findingWords.js';
import { LineIndex } from '../lines.js';
import type { FileCheck, LocatedFinding } from './report.js';

export interface CheckOptions {
	readonly threshold: ExpiryThreshold;
	readonly signal?: AbortSignal | undefined;
	/** Bytes; larger files reject with `tooLarge`. */
	readonly limit?: number;
	/** What is known of the file beside its contents. */
	readonly surroundings?: Omit<AnalysisInput, 'blocks' | 'text'>;
}

/** Reads and checks one file. Rejects with `cancelled`, or as `readContents` does. */
export async function checkFile(uri: vscode.Uri, options: CheckOptions): Promise<FileCheck> {
	return checkContents(await readContents(uri, options.limit), options);
}

/** Checks what is there already, such as an open document's text; gives way to other work every 15 ms. */
export async function checkContents(
	contents: string | Uint8Array,
	{ threshold, signal, surroundings }: CheckOptions,
): Promise<FileCheck> {
	const blocks = await decodeInSlices(contents, signal ? { signal } : {});
	const context = { now: new Date(), threshold };
	const change = nextChange({ blocks }, context);
	const text = textOf(contents);
	const findings = await analyze({ ...surroundings, blocks, text }, context, { signal });
	if (findings.length === 0) return { findings: [], nextChange: change };
	// DER has one line.
	const lines = new LineIndex(text ?? '');
	return { findings: findings.map((finding) => located(finding, lines)), nextChange: change };
}

function located(finding: Finding, lines: LineIndex): LocatedFinding {
	const { severity, block, fix, reference } = finding;
	return {
		...factsOfFinding(finding),
		severity,
		range: lines.rangeOf(finding),
		line: block.line,
		endLine: block.endLine,
		...(fix ? { fix } : {}),
		...(reference === undefined ? {} : { reference }),
	};
}
