/** What stands in the environment without effect, in words. */
import * as vscode from 'vscode';
import type { UnreadSetting } from '../../../core/backends/contract/backend.js';

/** One sentence for each that needs a step, and one for the rest. */
export function unreadSentences(settings: readonly UnreadSetting[] = []): readonly string[] {
	const rest = settings.filter(({ reason }) => reason === 'unread').map(({ name }) => name);
	return [
		...settings.flatMap((setting) => sentenceOf(setting) ?? []),
		...(rest.length > 0 ? [vscode.l10n.t('Not used: {0}.', rest.join(', '))] : []),
	];
}

function sentenceOf({ name, reason, instead = '' }: UnreadSetting): string | undefined {
	switch (reason) {
		case 'unread':
			return undefined;
		case 'checksStayOn':
			return vscode.l10n.t(
				'{0} is not used: certificates are always checked. If the server has a private CA, set {1} to its file.',
				name,
				instead,
			);
		case 'tokenHelper':
			return vscode.l10n.t(
				'The token helper named in {0} is not run. Set {1}, or add the connection with a token.',
				name,
				instead,
			);
		case 'credentials':
			return vscode.l10n.t('The user name and password in {0} are not used.', name);
	}
}
