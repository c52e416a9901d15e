import * as vscode from 'vscode';
import type { ExpiryItem } from '../services/ports/expiry.js';
import { countWords } from '../ui/words/expiryCounts.js';

export interface ExpirySource {
	readonly onDidChange: vscode.Event<void>;
	readonly current: readonly ExpiryItem[];
}

/** Counts what has expired, soon will or is not valid yet, in the status bar; hidden when there is nothing to say. */
export function registerStatus(source: ExpirySource): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('pki.expiry', vscode.StatusBarAlignment.Left, 10);
	item.name = vscode.l10n.t('Certificate expiry');
	item.command = 'pki.showFindings';
	const update = () => {
		const { current } = source;
		if (current.length === 0) {
			item.hide();
			return;
		}
		const isGrave = current.some(({ state }) => state === 'expired' || state === 'contradictory');
		const words = countWords(current);
		item.text = `${isGrave ? '$(error)' : '$(warning)'} ${words}`;
		item.tooltip = vscode.l10n.t('Certificate expiry: {0}. Select to list them.', words);
		item.accessibilityInformation = {
			label: vscode.l10n.t('Certificate expiry: {0}', words),
			role: 'button',
		};
		item.show();
	};
	update();
	return vscode.Disposable.from(item, source.onDidChange(update));
}
