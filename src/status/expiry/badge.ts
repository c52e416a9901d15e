import * as vscode from 'vscode';
import { validitySeverity } from '../../core/diagnostics/validityCodes.js';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import { itemStateWords } from '../../ui/words/expiryCheckWords.js';
import { countWords } from '../../ui/words/expiryCounts.js';
import { subjectWords } from '../../ui/words/findings/sentences/entry.js';

/** The sign says how grave it is, the tooltip what it is; the colour is the theme's own for such files. */
export function badgeOf(items: readonly ExpiryItem[], now: Date): vscode.FileDecoration {
	const isGrave = items.some((item) => validitySeverity(item) === 'error');
	const color = isGrave ? 'list.errorForeground' : 'list.warningForeground';
	return new vscode.FileDecoration(
		isGrave ? '✗' : '!',
		tooltipOf(items, now),
		new vscode.ThemeColor(color),
	);
}

function tooltipOf(items: readonly ExpiryItem[], now: Date): string {
	const [only, ...others] = items;
	return only && others.length === 0
		? vscode.l10n.t('{0}: {1}', subjectWords(only), itemStateWords(only, now))
		: vscode.l10n.t('Certificates and CRLs: {0}', countWords(items));
}
