import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { fixAll } from '../../core/diagnostics/fixAll.js';
import { applySeverities } from '../../core/diagnostics/severities.js';
import { severitySetting } from '../../ui/findingSettings.js';
import { editOf } from '../../ui/fixEdit.js';

/** UTF-16 units: saving must not wait for longer texts. */
const longest = 1024 * 1024;

/** One action with everything that can be mended without a question; none where nothing can. */
export async function fixAllOf(
	document: vscode.TextDocument,
	kind: vscode.CodeActionKind,
	token: vscode.CancellationToken,
): Promise<vscode.CodeAction[]> {
	const text = document.getText();
	if (text.length > longest) return [];
	const abort = new AbortController();
	const registration = token.onCancellationRequested(() => abort.abort());
	try {
		const { uri } = document;
		const path = uri.scheme === 'untitled' ? undefined : uri.path;
		const severities = severitySetting(uri);
		const replacements = await fixAll(text, {
			path,
			// What is off is left as it is.
			choose: (findings) => applySeverities(findings, severities),
			signal: abort.signal,
		});
		if (replacements.length === 0 || document.getText() !== text) return [];
		const action = new vscode.CodeAction(
			vscode.l10n.t('Fix all certificate problems in this file'),
			kind,
		);
		action.edit = editOf(document, replacements);
		return [action];
	} catch (error) {
		if (isPkiError(error, 'cancelled')) return [];
		throw error;
	} finally {
		registration.dispose();
	}
}
