/** What a connection says of itself, in words: in its row of the tree, and when it is tried. */
import * as vscode from 'vscode';
import type { BackendStatus } from '../../../core/backends/contract/backend.js';
import { isPkiError } from '../../../core/common/errors.js';
import type { Connection } from '../../../services/connectionStore.js';

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

/** What an error says of the connection as a whole, in a word; undefined where it concerns one request only. */
export function failureWord(error: unknown): string | undefined {
	if (!isPkiError(error)) return undefined;
	switch (error.code) {
		case 'unreachable':
			return vscode.l10n.t('unreachable');
		case 'timeout':
			return vscode.l10n.t('no response');
		case 'untrusted':
			return vscode.l10n.t('certificate not trusted');
		case 'unauthorized':
			return vscode.l10n.t('token refused');
		case 'sealed':
		case 'uninitialized':
		case 'standby':
			return stateWord(error.code);
		default:
			return undefined;
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
