import * as vscode from 'vscode';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { askOnce } from '../../ui/ask/wizard.js';

/**
 * Whether the private keys go along into the clipboard, asked once for all that are copied together; answers them where they
 * do. Of a certificate whose key was not found there is undefined.
 */
export async function askForKeys(
	privateKeys: readonly (string | undefined)[],
): Promise<readonly (string | undefined)[]> {
	const count = privateKeys.filter((key) => key !== undefined).length;
	if (count === 0) return [];
	const { items, prompt, confirmation } = wordsFor(count, privateKeys.length);
	const title = vscode.l10n.t('Copy Certificate As');
	const { withKey } = await askOnce(title, (frame) => frame.pick({ prompt, items }));
	if (!withKey) return [];
	await confirmLoss(confirmation, {
		detail: vscode.l10n.t('Other programs can read the clipboard. Base64 is not encryption.'),
		keep: vscode.l10n.t('Do Not Copy'),
		actions: [
			count === 1
				? vscode.l10n.t('Copy with Private Key')
				: vscode.l10n.t('Copy with Private Keys'),
		],
	});
	return privateKeys;
}

/** `count` keys were found for `all` certificates. */
function wordsFor(count: number, all: number) {
	const [only, both, prompt] =
		all === 1
			? [
					vscode.l10n.t('Certificate only'),
					vscode.l10n.t('Certificate and private key'),
					vscode.l10n.t('What should the Secret contain?'),
				]
			: [
					vscode.l10n.t('Certificates only'),
					vscode.l10n.t('Certificates and private keys'),
					vscode.l10n.t('What should the {0} Secrets contain?', all),
				];
	const description =
		count === all ? '' : vscode.l10n.t('{0} of {1} have a private key', count, all);
	return {
		prompt,
		items: [
			{ label: only, withKey: false },
			{ label: both, description, withKey: true },
		],
		confirmation:
			count === 1
				? vscode.l10n.t('Copy the private key to the clipboard?')
				: vscode.l10n.t('Copy {0} private keys to the clipboard?', count),
	};
}
