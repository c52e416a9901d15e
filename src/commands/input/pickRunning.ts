import * as vscode from 'vscode';
import type { RunningEntry } from '../../services/ports/running.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';

/** The only one, else the one that is chosen; undefined where none runs. Rejects with `cancelled`. */
export async function pickRunning(
	entries: readonly RunningEntry[],
): Promise<RunningEntry | undefined> {
	if (entries.length < 2) return entries[0];
	const items = entries.map((entry) => ({
		label: plainText(entry.label),
		description: plainText(entry.describe().description),
		iconPath: new vscode.ThemeIcon(entry.icon),
		entry,
	}));
	const prompt = vscode.l10n.t('Which one?');
	return (await askOnce(vscode.l10n.t('Running'), (frame) => frame.pick({ prompt, items }))).entry;
}
