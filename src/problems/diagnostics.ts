import * as vscode from 'vscode';
import type { Severity } from '../core/diagnostics/rule.js';
import type { FileReport, LocatedFinding } from './expiry/report.js';
import { FindingDiagnostic } from '../ui/findingDiagnostic.js';
import { ruleLink } from '../ui/ruleLink.js';
import { findingSentence } from '../ui/words/findings/findingWords.js';

/** VS Code keeps 1,100 a collection and drops the rest without a word; we choose which. */
const mostDiagnostics = 1000;

/** How a file is looked at; it decides how loud its findings are. */
export interface Attention {
	readonly open: boolean;
	readonly excluded: boolean;
}

/**
 * An Error anywhere makes a launch with a build task ask or abort, so only what is open in an editor has Errors. In
 * folders that the setting leaves out (expired on purpose) nothing is more than a remark.
 */
function severityOf(severity: Severity, { open, excluded }: Attention): vscode.DiagnosticSeverity {
	if (excluded && severity !== 'hint') return vscode.DiagnosticSeverity.Information;
	switch (severity) {
		case 'error':
			return open ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
		case 'warning':
			return open ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Information;
		case 'information':
			return vscode.DiagnosticSeverity.Information;
		case 'hint':
			return vscode.DiagnosticSeverity.Hint;
	}
}

/** All reports as diagnostics, the gravest first where there are too many. */
export function toDiagnostics(
	reports: readonly FileReport[],
	attentionOf: (uri: vscode.Uri) => Attention,
	now: Date,
): readonly (readonly [vscode.Uri, readonly vscode.Diagnostic[]])[] {
	const all = reports.flatMap(({ uri, findings }) => {
		const attention = attentionOf(uri);
		return findings.map((finding) => ({
			uri,
			finding,
			severity: severityOf(finding.severity, attention),
		}));
	});
	// The sentences of those that are dropped would be made at every pause in typing.
	const kept = all.sort((a, b) => a.severity - b.severity).slice(0, mostDiagnostics);
	const byFile = new Map<string, { uri: vscode.Uri; list: vscode.Diagnostic[] }>();
	for (const { uri, finding, severity } of kept) {
		const entry = byFile.get(uri.toString()) ?? { uri, list: [] };
		entry.list.push(diagnosticOf(finding, severity, now));
		byFile.set(uri.toString(), entry);
	}
	return [...byFile.values()].map(({ uri, list }) => [uri, list]);
}

function diagnosticOf(
	finding: LocatedFinding,
	severity: vscode.DiagnosticSeverity,
	now: Date,
): FindingDiagnostic {
	const { range, code, fix } = finding;
	const diagnostic = new FindingDiagnostic(range, findingSentence(finding, now), severity, fix);
	diagnostic.code = { value: code, target: ruleLink(code) };
	return diagnostic;
}
