import * as vscode from 'vscode';
import { explainText } from '../core/tls/explain/explanation.js';
import { DebugNotices } from './debugNotices.js';
import { ExplanationReports } from './explanationReports.js';
import { TerminalErrors } from './terminalErrors.js';

/** What is loaded with the first TLS error. */
export function createParts(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
	const reports = new ExplanationReports(extensionUri);
	return {
		reports,
		terminals: new TerminalErrors(reports),
		notices: new DebugNotices(reports, log),
		actionsFor,
	};
}

/** *Explain* as a quick fix of what other extensions report, as in the Problems panel. */
function actionsFor(diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
	const title = vscode.l10n.t('Explain TLS error');
	return diagnostics
		.filter(({ source, message }) => source !== 'PKI' && explainText(message) !== undefined)
		.map((diagnostic) => {
			const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
			action.diagnostics = [diagnostic];
			const options = { text: diagnostic.message, show: true };
			action.command = { title, command: 'pki.explainError', arguments: [options] };
			return action;
		});
}
