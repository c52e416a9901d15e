import * as vscode from 'vscode';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import { goToItem } from '../../ui/goToItem.js';
import { itemStateWords, validityIcon } from '../../ui/words/expiryCheckWords.js';
import { exactTime } from '../../ui/words/words.js';
import { subjectWords } from '../../ui/words/findings/sentences/entry.js';
import { toExpiryItems } from './expiryItems.js';
import type { FileReport } from './report.js';

interface ExpiryPick extends vscode.QuickPickItem {
	readonly item: ExpiryItem;
}

/** Lists what expires, the gravest and nearest first; choosing one goes to its block. `about` says what was checked. */
export async function showExpiryItems(
	reports: readonly FileReport[],
	about?: string,
): Promise<void> {
	const items = toExpiryItems(reports);
	if (items.length === 0) {
		const check = vscode.l10n.t('Check Expiry');
		const chosen = await vscode.window.showInformationMessage(
			vscode.l10n.t('No checked certificate or CRL has expired or expires soon.'),
			check,
		);
		if (chosen === check) await vscode.commands.executeCommand('pki.checkExpiry');
		return;
	}
	const now = new Date();
	const chosen = await vscode.window.showQuickPick(byUrgency(items).map(itemOf(now)), {
		title: vscode.l10n.t('Expiry findings ({0})', items.length),
		placeHolder: about ?? vscode.l10n.t('Choose a finding to go to it'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (chosen) await goToItem(chosen.item);
}

function byUrgency(items: readonly ExpiryItem[]): readonly ExpiryItem[] {
	const rank = { expired: 0, contradictory: 1, notYetValid: 2, expiresSoon: 3 };
	return [...items].sort(
		(a, b) => rank[a.state] - rank[b.state] || a.notAfter.localeCompare(b.notAfter),
	);
}

function itemOf(now: Date): (item: ExpiryItem) => ExpiryPick {
	return (item) => {
		const place = vscode.workspace.asRelativePath(item.uri);
		return {
			item,
			label: subjectWords(item),
			description: `${itemStateWords(item, now)} · ${exactTime(item.notAfter)}`,
			detail: vscode.l10n.t('{0}, line {1}', place, item.line + 1),
			iconPath: validityIcon(item),
		};
	};
}
