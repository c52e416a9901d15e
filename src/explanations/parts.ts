import * as vscode from 'vscode';
import { explainText } from '../core/tls/explain/explanation.js';
import { DebugNotices } from './debugNotices.js';
import { ExplanationDocuments } from './documents.js';
import { TerminalErrors } from './terminalErrors.js';

/** What is loaded with the first TLS error. */
export function createParts(log: vscode.LogOutputChannel) {
	const documents = new ExplanationDocuments();
	return {
		documents,
		terminals: new TerminalErrors(documents),
		notices: new DebugNotices(documents, log),
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
