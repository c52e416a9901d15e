import * as vscode from 'vscode';
import { validitySeverity } from '../../core/diagnostics/validityCodes.js';
import { countWords } from '../../ui/words/expiryCounts.js';
import type { ExpirySource } from './expirySource.js';
import { listCommand } from './listCommand.js';

export const setting = 'pki.statusBar.expiry';

/** Counts what has expired, soon will or is not valid yet, in the status bar; hidden when there is nothing to say. */
export function registerStatusBar(source: ExpirySource): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('pki.expiry', vscode.StatusBarAlignment.Left, 10);
	item.name = vscode.l10n.t('Certificate Expiry');
	const update = () => {
		const { items } = source;
		if (items.length === 0 || !isShown()) {
			item.hide();
			return;
		}
		const isGrave = items.some((item) => validitySeverity(item) === 'error');
		const words = countWords(items);
		item.text = `${isGrave ? '$(error)' : '$(warning)'} ${words}`;
		item.tooltip = `${scopeWords(source, words)} ${vscode.l10n.t('Select to list them.')}`;
		item.accessibilityInformation = { label: scopeWords(source, words), role: 'button' };
		item.command = listCommand(source);
		item.show();
	};
	update();
	return vscode.Disposable.from(
		item,
		source.onDidChange(update),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(setting)) update();
		}),
	);
}

/** Whether the status bar tells of certificates at all. */
export function isShown(): boolean {
	return vscode.workspace.getConfiguration().get<unknown>(setting) !== false;
}

/** What is counted, and where. */
export function scopeWords({ scope }: Pick<ExpirySource, 'scope'>, words: string): string {
	switch (scope) {
		case 'workspace':
			return vscode.l10n.t('Certificates and CRLs in this workspace: {0}.', words);
		case 'partial':
			return vscode.l10n.t('Certificates and CRLs found so far in this workspace: {0}.', words);
		case 'checked':
			return vscode.l10n.t('Certificates and CRLs in open and checked files: {0}.', words);
	}
}
