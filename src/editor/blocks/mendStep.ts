import * as vscode from 'vscode';
import { isUnread } from '../../core/x509/blockErrors.js';
import type { BlockError } from '../../core/x509/block.js';

/** What to do about a block that cannot be read; undefined where there is nothing wrong with it. */
export function mendStep(error: BlockError): string | undefined {
	if (isUnread(error)) return undefined;
	switch (error.code) {
		case 'noEnd':
			return vscode.l10n.t('Paste the block again, down to its END line.');
		case 'noBegin':
			return vscode.l10n.t('Paste the block again, from its BEGIN line on.');
		case 'labelMismatch':
			return vscode.l10n.t('Make the BEGIN and END lines name the same kind.');
		case 'badBase64':
			return vscode.l10n.t('Remove what is not base64, or copy the block again from its source.');
		case 'tooLarge':
			return vscode.l10n.t('Split the file into smaller ones.');
		default:
			return vscode.l10n.t('The content is damaged. Copy the block again from its source.');
	}
}
