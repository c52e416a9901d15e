import type * as vscode from 'vscode';
import type { Finding } from '../../core/diagnostics/analyze.js';
import type { Severity } from '../../core/diagnostics/rule.js';
import type { FindingFacts } from '../../ui/words/findings/sentences/entry.js';

/** What one file's check found; kept until the file is checked again. */
export interface FileReport extends FileCheck {
	readonly uri: vscode.Uri;
	/** Absent: checked only because it is open, and forgotten when it is closed. */
	readonly asked: Asked | undefined;
}

export interface FileCheck {
	readonly findings: readonly LocatedFinding[];
	/** When the same content will give other findings, in milliseconds since 1970; absent: never. */
	readonly nextChange: number | undefined;
}

/** How somebody asked for a check; the same holds whenever the file is checked again. */
export interface Asked {
	/** The file or a folder above it, so that no setting leaves it out. */
	readonly named: boolean;
	/** Absent: as the settings say. */
	readonly withinDays: number | undefined;
}

/** A finding at its place, without the block's bytes. */
export interface LocatedFinding extends FindingFacts, Pick<Finding, 'fix'> {
	readonly severity: Severity;
	readonly range: vscode.Range;
	/** Zero-based, of the whole block. */
	readonly line: number;
	readonly endLine: number;
}
