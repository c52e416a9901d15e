import * as vscode from 'vscode';
import type { ExpiryItem } from '../services/ports/expiry.js';

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
		const words = statusWords(current);
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

/** `2 expired, 1 expiring`: each kind that there is, the gravest first. */
export function statusWords(items: readonly Pick<ExpiryItem, 'kind' | 'state'>[]): string {
	const count = (wanted: ExpiryItem['state'], kind?: ExpiryItem['kind']) =>
		items.filter((item) => item.state === wanted && (kind === undefined || item.kind === kind))
			.length;
	const parts: readonly (readonly [number, (many: number) => string])[] = [
		[count('expired', 'certificate'), (many) => vscode.l10n.t('{0} expired', many)],
		[
			count('expired', 'crl'),
			(many) =>
				many === 1
					? vscode.l10n.t('1 CRL out of date')
					: vscode.l10n.t('{0} CRLs out of date', many),
		],
		[count('contradictory'), (many) => vscode.l10n.t('{0} with contradictory dates', many)],
		[count('expiresSoon'), (many) => vscode.l10n.t('{0} expiring', many)],
		[count('notYetValid'), (many) => vscode.l10n.t('{0} not valid yet', many)],
	];
	return parts.flatMap(([many, words]) => (many === 0 ? [] : words(many))).join(', ');
}
