import * as vscode from 'vscode';
import { differences } from '../../core/compare/differences.js';
import type { Comparable } from '../../services/compareSelection.js';
import { blockName } from '../../ui/facts/facts.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext } from '../command.js';

/** Opens both as text in VS Code's diff; where they say the same there is nothing to show. */
export async function showDifference(
	{ views }: CommandContext,
	left: Comparable,
	right: Comparable,
): Promise<void> {
	const names = [left, right].map(({ block }) => plainText(blockName(block), 60));
	const [one = '', other = ''] = names;
	if (differences(left.block.facts, right.block.facts).length === 0) {
		// Not awaited: the answer does not depend on when it is closed.
		void vscode.window.showInformationMessage(
			vscode.l10n.t('“{0}” and “{1}” are identical.', one, other),
		);
		return;
	}
	const uris = await Promise.all(
		[left, right].map(({ title, block }) => views.details.document(title, block)),
	);
	const title =
		one === other
			? vscode.l10n.t('{0} ({1} ↔ {2})', one, plainText(left.title, 80), plainText(right.title, 80))
			: vscode.l10n.t('{0} ↔ {1}', one, other);
	await vscode.commands.executeCommand('vscode.diff', uris[0], uris[1], title, { preview: true });
}
