/** What a check of expiry found, and what it read, in words: for lists, the status bar, notices and the task. */
import * as vscode from 'vscode';
import { type JudgedValidity, validitySeverity } from '../../core/diagnostics/validityCodes.js';
import type { ExpiryItem, LeftOut } from '../../services/ports/expiry.js';
import { expiryWords, relativeTime, verdictIcon } from './words.js';

/** `expired 3 days ago`, `update was due 2 days ago`. */
export function itemStateWords(
	item: Pick<ExpiryItem, 'kind' | 'state' | 'notAfter'>,
	now: Date,
): string {
	switch (item.state) {
		case 'contradictory':
			return vscode.l10n.t('contradictory dates');
		case 'notYetValid':
			return vscode.l10n.t('not valid yet');
		case 'expired':
			return item.kind === 'crl'
				? vscode.l10n.t('update was due {0}', relativeTime(item.notAfter, now))
				: expiryWords(item, now);
		case 'expiresSoon':
			return expiryWords(item, now);
	}
}

/** As grave as the finding; its shape says the same as its colour. */
export function validityIcon(validity: JudgedValidity): vscode.ThemeIcon {
	if (validity.state === 'notYetValid') return verdictIcon('notYetValid');
	return verdictIcon(validitySeverity(validity) === 'error' ? 'expired' : 'expiresSoon');
}

/** How many files were read; `left` is what `leftOutWords` said. */
export function readWords(read: number, left: string): string {
	switch (read) {
		case 0:
			return left === ''
				? vscode.l10n.t('No certificate files were found.')
				: vscode.l10n.t('No certificate files were read.');
		case 1:
			return vscode.l10n.t('1 certificate file was read.');
		default:
			return vscode.l10n.t('{0} certificate files were read.', read);
	}
}

/** Empty when nothing was left out. */
export function leftOutWords({ excluded, tooLarge, unreadable, more }: LeftOut): string {
	const parts = [
		...(excluded > 0 ? [vscode.l10n.t('{0} excluded by settings', excluded)] : []),
		...(tooLarge > 0 ? [vscode.l10n.t('{0} too large', tooLarge)] : []),
		...(unreadable > 0 ? [vscode.l10n.t('{0} unreadable', unreadable)] : []),
	];
	return [
		...(parts.length > 0 ? [vscode.l10n.t('Left out: {0}.', parts.join(', '))] : []),
		...(more ? [vscode.l10n.t('There are more files than one check can read.')] : []),
	].join(' ');
}
