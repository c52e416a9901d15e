import type * as vscode from 'vscode';
import type { FindingCode } from '../core/diagnostics/analyze.js';
import type { Severity } from '../core/diagnostics/rule.js';
import type { BlockError, BlockNote } from '../core/x509/model.js';

/** What one file's check found; kept until the file is checked again. */
export interface FileReport {
	readonly uri: vscode.Uri;
	readonly findings: readonly LocatedFinding[];
	/** Checked because somebody asked, and not only because it is open: kept when it is closed. */
	readonly asked: boolean;
}

/** A finding at its place, without the block's bytes. */
export interface LocatedFinding {
	readonly rule: string;
	readonly code: FindingCode;
	readonly severity: Severity;
	readonly range: vscode.Range;
	/** Zero-based, of the whole block. */
	readonly line: number;
	readonly endLine: number;
	readonly name: string;
	readonly subject: string;
	readonly notBefore: string | undefined;
	readonly notAfter: string | undefined;
	readonly error: BlockError | undefined;
	readonly note: BlockNote | undefined;
}
