/** What a connection says of itself, in words: in its row of the tree, and when it is tried. */
import * as vscode from 'vscode';
import type { BackendStatus } from '../../core/backends/contract/backend.js';
import type { Connection } from '../../services/services.js';

/** Where a connection comes from; empty for one that somebody added. */
export function originWords(origin: Connection['origin']): string {
	switch (origin) {
		case 'builtIn':
			return vscode.l10n.t('built in');
		case 'environment':
			return vscode.l10n.t('from the environment');
		case 'saved':
			return '';
	}
}

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
			return vscode.l10n.t('There is no token: only what anybody may read can be seen.');
		case 'tokenCheckFailed':
			return vscode.l10n.t('How long the token lives could not be found out.');
		case 'secretsDoNotLast':
			return vscode.l10n.t('Secrets do not outlast this session here.');
		case 'keyLost':
			return vscode.l10n.t('The private key of the CA is lost.');
		default:
			return undefined;
	}
}
