import * as vscode from 'vscode';
import type { RecordKind } from '../../core/workspace/record.js';

/** `Certificate`, `Private key`, `Keystore`: what was found in a file of the workspace. */
export function recordKindWord(kind: RecordKind): string {
	switch (kind) {
		case 'certificate':
			return vscode.l10n.t('Certificate');
		case 'request':
			return vscode.l10n.t('Request');
		case 'crl':
			return vscode.l10n.t('Revocation list');
		case 'privateKey':
			return vscode.l10n.t('Private key');
		case 'publicKey':
			return vscode.l10n.t('Public key');
		case 'container':
			return vscode.l10n.t('Keystore');
		case 'unreadable':
			return vscode.l10n.t('Unreadable block');
	}
}
