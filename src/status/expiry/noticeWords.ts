import * as vscode from 'vscode';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import { goToItem } from '../../ui/goToItem.js';
import { itemStateWords } from '../../ui/words/expiryCheckWords.js';
import { subjectWords } from '../../ui/words/findings/sentences/entry.js';
import { plainText } from '../../ui/words/plainText.js';
import type { ExpirySource } from './expirySource.js';
import { listCommand } from './listCommand.js';

/** Answers when the notice was closed. */
export async function showNotice(
	soon: readonly ExpiryItem[],
	source: Pick<ExpirySource, 'scope'>,
	turnOff: () => Promise<void>,
): Promise<void> {
	const show = vscode.l10n.t('Show');
	const never = vscode.l10n.t('Don’t Show Again');
	const words = noticeSentence(soon, new Date());
	const chosen = await vscode.window.showInformationMessage(words, show, never);
	if (chosen === never) await turnOff();
	if (chosen !== show) return;
	const [only, ...others] = distinct(soon);
	if (only && others.length === 0) await goToItem(only);
	else await vscode.commands.executeCommand(listCommand(source));
}

/** `api.test expires in 5 days (certs/api.pem). 2 more certificates expire soon.`: the nearest by name. */
export function noticeSentence(soon: readonly ExpiryItem[], now: Date): string {
	const [first, ...others] = distinct(soon);
	if (!first) return '';
	const more = others.length;
	const name = plainText(subjectWords(first), 80);
	const place = plainText(vscode.workspace.asRelativePath(first.uri), 120);
	return [
		vscode.l10n.t('{0} {1} ({2}).', name, itemStateWords(first, now), place),
		...(more === 1 ? [vscode.l10n.t('1 more certificate expires soon.')] : []),
		...(more > 1 ? [vscode.l10n.t('{0} more certificates expire soon.', more)] : []),
	].join(' ');
}

/** The nearest first; a certificate that stands in several files is one. */
function distinct(soon: readonly ExpiryItem[]): readonly ExpiryItem[] {
	const inOrder = [...soon].sort(
		(a, b) => a.notAfter.localeCompare(b.notAfter) || a.uri.path.localeCompare(b.uri.path),
	);
	const known = new Map<string, ExpiryItem>();
	for (const item of inOrder) {
		const key = `${item.subject} ${item.notAfter}`;
		if (!known.has(key)) known.set(key, item);
	}
	return [...known.values()];
}
