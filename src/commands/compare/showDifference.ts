import * as vscode from 'vscode';
import { type Likeness, likenessOf } from '../../core/compare/likeness.js';
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
	const likeness = likenessOf(left.block, right.block);
	if (likeness !== 'different') {
		// Not awaited: the answer does not depend on when it is closed.
		void vscode.window.showInformationMessage(likenessSentence(likeness, one, other));
		return;
	}
	const uris = await Promise.all(
		[left, right].map(({ title, block }) => views.details.document(title, block)),
	);
	const [from, to] = placesOf(left, right);
	const title =
		one === other
			? vscode.l10n.t('{0} ({1} ↔ {2})', one, from, to)
			: vscode.l10n.t('{0} ↔ {1}', one, other);
	await vscode.commands.executeCommand('vscode.diff', uris[0], uris[1], title, { preview: true });
}

function likenessSentence(
	likeness: Exclude<Likeness, 'different'>,
	one: string,
	other: string,
): string {
	switch (likeness) {
		case 'identical':
			return vscode.l10n.t('“{0}” and “{1}” are identical.', one, other);
		case 'alike':
			return vscode.l10n.t(
				'“{0}” and “{1}” have the same fields, but not the same bytes. Their signatures or encodings differ.',
				one,
				other,
			);
		case 'unread':
			return vscode.l10n.t(
				'“{0}” and “{1}” cannot be compared: the public key of an encrypted or unknown private key cannot be read. Decrypt the keys first.',
				one,
				other,
			);
	}
}

/** Where each is from, with its line where both are from one file. */
function placesOf(left: Comparable, right: Comparable): readonly [string, string] {
	const isOneFile = left.title === right.title;
	const place = ({ title, block }: Comparable) =>
		isOneFile
			? vscode.l10n.t('{0}, line {1}', plainText(title, 80), block.line + 1)
			: plainText(title, 80);
	return [place(left), place(right)];
}
