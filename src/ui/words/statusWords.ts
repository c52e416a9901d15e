/** What a connection says of itself, in words: in its row of the tree, and when it is tried. */
import * as vscode from 'vscode';
import type { BackendStatus } from '../../core/backends/contract/backend.js';

/** `active`, `sealed`. */
export function stateWord(state: BackendStatus['state']): string {
	switch (state) {
		case 'active':
			return vscode.l10n.t('active');
		case 'standby':
			return vscode.l10n.t('standby');
		case 'sealed':
			return vscode.l10n.t('sealed');
		case 'uninitialized':
			return vscode.l10n.t('not initialized');
	}
}

/** A notice as a sentence; undefined for one that nobody has to know. */
export function noticeSentence(notice: string): string | undefined {
	switch (notice) {
		case 'noToken':
			return vscode.l10n.t('No token: only public information is shown.');
		case 'tokenCheckFailed':
			return vscode.l10n.t('Token lifetime unknown.');
		case 'secretsDoNotLast':
			return vscode.l10n.t('Secrets are lost when this session ends.');
		case 'keyLost':
			return vscode.l10n.t('The private key of the CA is lost.');
		default:
			return undefined;
	}
}
