import * as vscode from 'vscode';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { askOnce } from '../../ui/ask/wizard.js';

/** Whether the private key goes along into the clipboard; answers it where it does. */
export async function askForKey(privateKeyPem: string | undefined): Promise<string | undefined> {
	if (privateKeyPem === undefined) return undefined;
	const items = [
		{ label: vscode.l10n.t('Certificate only'), withKey: false },
		{ label: vscode.l10n.t('Certificate and private key'), withKey: true },
	];
	const prompt = vscode.l10n.t('What should the Secret contain?');
	const title = vscode.l10n.t('Copy Certificate As');
	const { withKey } = await askOnce(title, (frame) => frame.pick({ prompt, items }));
	if (!withKey) return undefined;
	await confirmLoss(vscode.l10n.t('Copy the private key to the clipboard?'), {
		detail: vscode.l10n.t('Other programs can read the clipboard. Base64 is not encryption.'),
		keep: vscode.l10n.t('Do Not Copy'),
		actions: [vscode.l10n.t('Copy with Private Key')],
	});
	return privateKeyPem;
}
