import * as vscode from 'vscode';
import type { Finding } from '../services/services.js';

export interface FindingsSource {
	readonly onDidChange: vscode.Event<void>;
	readonly current: readonly Finding[];
}

/** Counts what has expired or soon will, in the status bar; hidden when there is nothing to say. */
export function registerStatus(findings: FindingsSource): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('pki.expiry', vscode.StatusBarAlignment.Left, 10);
	item.name = vscode.l10n.t('Certificate expiry');
	item.command = 'pki.showFindings';
	const update = () => {
		const { current } = findings;
		const expired = current.filter(({ state }) => state === 'expired').length;
		const others = current.length - expired;
		if (current.length === 0) {
			item.hide();
			return;
		}
		const words = statusWords(expired, others);
		item.text = `${expired > 0 ? '$(error)' : '$(warning)'} ${words}`;
		item.tooltip = vscode.l10n.t('Certificates: {0}. Select to list them.', words);
		item.accessibilityInformation = {
			label: vscode.l10n.t('Certificates: {0}', words),
			role: 'button',
		};
		item.show();
	};
	update();
	return vscode.Disposable.from(item, findings.onDidChange(update));
}

/** `2 expired, 1 soon`. */
function statusWords(expired: number, others: number): string {
	if (others === 0) return vscode.l10n.t('{0} expired', expired);
	if (expired === 0) return vscode.l10n.t('{0} expiring', others);
	return vscode.l10n.t('{0} expired, {1} expiring', expired, others);
}
