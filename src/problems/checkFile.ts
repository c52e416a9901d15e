import type * as vscode from 'vscode';
import { analyze, type AnalysisFinding } from '../core/diagnostics/analyze.js';
import { nextChange, validityOf } from '../core/diagnostics/validity.js';
import { decodeInSlices, textOf } from '../core/decode/decode.js';
import type { DecodedBlock, ExpiryThreshold } from '../core/x509/model.js';
import { readContents } from '../ui/contents.js';
import { shortName } from '../ui/words/distinguishedName.js';
import { LineIndex } from './lines.js';
import type { FileCheck, LocatedFinding } from './report.js';

export interface CheckOptions {
	readonly threshold: ExpiryThreshold;
	readonly signal?: AbortSignal | undefined;
	/** Bytes; larger files reject with `tooLarge`. */
	readonly limit?: number;
}

/** Reads and checks one file. Rejects with `cancelled`, or as `readContents` does. */
export async function checkFile(uri: vscode.Uri, options: CheckOptions): Promise<FileCheck> {
	return checkContents(await readContents(uri, options.limit), options);
}

/** Checks what is there already, such as an open document's text; gives way to other work every 15 ms. */
export async function checkContents(
	contents: string | Uint8Array,
	{ threshold, signal }: CheckOptions,
): Promise<FileCheck> {
	const blocks = await decodeInSlices(contents, signal ? { signal } : {});
	const context = { now: new Date(), threshold };
	const change = nextChange({ blocks }, context);
	const findings = analyze({ blocks }, context);
	if (findings.length === 0) return { findings: [], nextChange: change };
	// DER has one line.
	const lines = new LineIndex(textOf(contents) ?? '');
	return { findings: findings.map((finding) => located(finding, lines)), nextChange: change };
}

function located(finding: AnalysisFinding, lines: LineIndex): LocatedFinding {
	const { rule, code, severity, block } = finding;
	return {
		rule,
		code,
		severity,
		range: lines.rangeOf(finding),
		line: block.line,
		endLine: block.endLine,
		kind: block.facts?.kind,
		...namesOf(block),
		...{ notBefore: undefined, notAfter: undefined },
		...validityOf(block),
		error: block.error,
		note: block.note,
	};
}

function namesOf({ facts, label }: DecodedBlock): Pick<LocatedFinding, 'name' | 'subject'> {
	switch (facts?.kind) {
		case 'certificate':
			return { name: facts.name, subject: facts.subject };
		case 'crl':
			return { name: shortName(facts.issuer), subject: facts.issuer };
		default:
			return { name: label, subject: '' };
	}
}
