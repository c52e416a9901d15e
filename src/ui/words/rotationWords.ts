/** What was looked at when a certificate was renewed, and what came of it, in words. */
import * as vscode from 'vscode';
import type { RotationCheck, RotationCheckName } from '../../core/rotate/checks.js';
import type { PairPart } from '../../core/rotate/pair.js';
import { explainFailure } from '../../core/tls/explain/explanation.js';
import { explanationWords } from './errors/tls/explanationWords.js';
import { differenceSentence } from './findings/differenceWords.js';
import { plainText } from './plainText.js';

export function checkTitle(name: RotationCheckName): string {
	switch (name) {
		case 'keyMatches':
			return vscode.l10n.t('Private key matches the new certificate');
		case 'chainVerifies':
			return vscode.l10n.t('Chain of the new certificate verifies');
		case 'namesKept':
			return vscode.l10n.t('Subject and names are the same');
		case 'usagesKept':
			return vscode.l10n.t('Usages are the same');
		case 'preflightServer':
			return vscode.l10n.t('Clients that trust the previous CA accept it as a server (handshake)');
		case 'preflightClient':
			return vscode.l10n.t('Servers that trust the previous CA accept it as a client (handshake)');
		case 'serverAnswers':
			return vscode.l10n.t('A: the server accepts the new identity');
		case 'serverServes':
			return vscode.l10n.t('B: the server presents the new certificate');
	}
}

export function resultWord({ ok }: RotationCheck): string {
	if (ok === 'notChecked') return vscode.l10n.t('Not checked');
	return ok ? vscode.l10n.t('Passed') : vscode.l10n.t('Failed');
}

/** Why it failed or was not checked; empty where it passed. */
export function checkDetail(check: RotationCheck): string {
	const { ok, differences = [], failure, code, message } = check;
	if (ok === true) return '';
	if (differences.length > 0) return differences.map(differenceSentence).join(' ');
	const own = code === undefined ? undefined : ownWords(code);
	if (own !== undefined) return own;
	// Words for people already; its code is for programs.
	if (check.name === 'serverAnswers' && message !== undefined) return plainText(message, 300);
	const found = failure && explainFailure(failure);
	if (found) return `${explanationWords(found.id).meaning} (${plainText(found.code, 80)})`;
	const words = [code, failure?.message ?? message].filter((part) => part !== undefined);
	return plainText(words.join(': '), 300);
}

function ownWords(code: string): string | undefined {
	switch (code) {
		case 'noOldCa':
			return vscode.l10n.t('The previous CA’s root certificate is not known.');
		case 'notTried':
			return vscode.l10n.t('No handshake could be made.');
		case 'oldServed':
			return vscode.l10n.t(
				'The server still presents the previous certificate. Reload it, then check again.',
			);
		case 'otherServed':
			return vscode.l10n.t('The server presents another certificate.');
		case 'noServer':
			return vscode.l10n.t('No server was given.');
		case 'noVerdict':
			return vscode.l10n.t('The server did not say whether it accepts the certificate.');
		case 'notRequested':
			return vscode.l10n.t('The server does not ask for a client certificate.');
		default:
			return undefined;
	}
}

/** One that failed, as a sentence. */
export function checkSentence(check: RotationCheck): string {
	const detail = checkDetail(check);
	if (check.differences) return detail;
	const title = checkTitle(check.name);
	return detail === ''
		? vscode.l10n.t('Check failed: {0}.', title)
		: vscode.l10n.t('Check failed: {0}. {1}', title, detail);
}

/** `certificate and private key`. */
export function partWords(parts: readonly PairPart[]): string {
	const has = (part: PairPart) => parts.includes(part);
	if (has('certificate') || has('chain')) {
		if (has('key')) return vscode.l10n.t('certificate and private key');
		return has('chain') ? vscode.l10n.t('certificate and chain') : vscode.l10n.t('certificate');
	}
	return vscode.l10n.t('private key');
}
