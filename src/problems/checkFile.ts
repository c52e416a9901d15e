import type * as vscode from 'vscode';
import { analyze, type AnalysisFinding } from '../core/diagnostics/analyze.js';
import { decodeInSlices, textOf } from '../core/x509/decode.js';
import type { ExpiryThreshold } from '../core/x509/model.js';
import { readContents } from '../ui/contents.js';
import { LineIndex } from './lines.js';
import type { LocatedFinding } from './report.js';

export interface CheckOptions {
	readonly threshold: ExpiryThreshold;
	readonly signal?: AbortSignal | undefined;
	/** Bytes; larger files reject with `tooLarge`. */
	readonly limit?: number;
}

/** Reads and checks one file. Rejects with `cancelled`, or as `readContents` does. */
export async function checkFile(
	uri: vscode.Uri,
	options: CheckOptions,
): Promise<readonly LocatedFinding[]> {
	return checkContents(await readContents(uri, options.limit), options);
}

/** Checks what is there already, such as an open document's text; gives way to other work every 15 ms. */
export async function checkContents(
	contents: string | Uint8Array,
	{ threshold, signal }: CheckOptions,
): Promise<readonly LocatedFinding[]> {
	const blocks = await decodeInSlices(contents, signal ? { signal } : {});
	const findings = analyze({ blocks }, { now: new Date(), threshold });
	if (findings.length === 0) return [];
	// DER has one line.
	const lines = new LineIndex(textOf(contents) ?? '');
	return findings.map((finding) => located(finding, lines));
}

function located(finding: AnalysisFinding, lines: LineIndex): LocatedFinding {
	const { rule, code, severity, block } = finding;
	const certificate = block.facts?.kind === 'certificate' ? block.facts : undefined;
	return {
		rule,
		code,
		severity,
		range: lines.rangeOf(finding),
		line: block.line,
		endLine: block.endLine,
		name: certificate?.name ?? block.label,
		subject: certificate?.subject ?? '',
		notBefore: certificate?.notBefore,
		notAfter: certificate?.notAfter,
		error: block.error,
		note: block.note,
	};
}
