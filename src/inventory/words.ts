/** What the rows of the workspace's certificates say. */
import * as vscode from 'vscode';
import type { IndexedBlock } from '../services/workspace/workspaceIndex.js';
import type { Group } from '../core/workspace/urgency.js';
import { datesContradict } from '../core/x509/verdict.js';
import { shortName } from '../ui/words/distinguishedName.js';
import { validityIcon } from '../ui/words/expiryCheckWords.js';
import { recordKindWord } from '../ui/words/recordKind.js';
import { visibleStart } from '../ui/words/visible.js';
import {
	exactTime,
	expiryInRow,
	expiryWords,
	relativeTime,
	verdictIcon,
} from '../ui/words/words.js';

/** `hasRevoked`: some of its members are revoked. */
export function groupLabel(group: Group, hasRevoked = false): string {
	switch (group) {
		case 'expired':
			return hasRevoked ? vscode.l10n.t('Expired or revoked') : vscode.l10n.t('Expired');
		case 'expiresSoon':
			return vscode.l10n.t('Expires soon');
		case 'notYetValid':
			return vscode.l10n.t('Not valid yet');
		case 'unknown':
			return vscode.l10n.t('Validity unknown');
		case 'later':
			return vscode.l10n.t('Expires later');
		case 'keys':
			return vscode.l10n.t('Keys');
		case 'crlsAndRequests':
			return vscode.l10n.t('CRLs and requests');
		case 'containers':
			return vscode.l10n.t('Keystores');
		case 'unreadable':
			return vscode.l10n.t('Unreadable');
	}
}

export function groupIcon(group: Group): vscode.ThemeIcon {
	switch (group) {
		case 'expired':
		case 'expiresSoon':
		case 'notYetValid':
		case 'unknown':
			return verdictIcon(group);
		case 'later':
			return verdictIcon('valid');
		case 'keys':
			return new vscode.ThemeIcon('key');
		case 'crlsAndRequests':
			return new vscode.ThemeIcon('list-flat');
		case 'containers':
			return new vscode.ThemeIcon('lock');
		case 'unreadable':
			return new vscode.ThemeIcon('warning');
	}
}

export function blockLabel({ kind, name, encrypted }: IndexedBlock): string {
	if (kind === 'crl') return shortName(name);
	if (name !== '') return visibleStart(name);
	return encrypted === true ? vscode.l10n.t('Encrypted key') : vscode.l10n.t('(empty)');
}

export function kindWord({ kind, isCa }: Pick<IndexedBlock, 'kind' | 'isCa'>): string {
	const isCaCertificate = kind === 'certificate' && isCa === true;
	return isCaCertificate ? vscode.l10n.t('CA certificate') : recordKindWord(kind);
}

/** Its validity in words; of what has none its kind. `isShort` for a row, which a narrow side bar cuts. */
export function stateWords(block: IndexedBlock, now: Date, isShort: boolean): string {
	const { kind, state, notAfter } = block;
	if (kind === 'certificate') {
		if (state === 'revoked') return vscode.l10n.t('revoked');
		if (datesContradict(block)) return vscode.l10n.t('contradictory dates');
		// The group and the icon say that it has expired; the row is short.
		if (isShort && state === 'expired' && notAfter !== undefined)
			return relativeTime(notAfter, now);
		return (isShort ? expiryInRow : expiryWords)(block, now);
	}
	if (kind !== 'crl') return kindWord(block);
	if (datesContradict(block)) return vscode.l10n.t('CRL with contradictory dates');
	if (state === 'notYetValid') return vscode.l10n.t('CRL, not valid yet');
	if (notAfter === undefined) return vscode.l10n.t('CRL without next update');
	return state === 'expired'
		? vscode.l10n.t('CRL, update was due {0}', relativeTime(notAfter, now))
		: vscode.l10n.t('CRL, next update {0}', relativeTime(notAfter, now));
}

/** Exact times, one a line. */
export function timeLines({ kind, notBefore, notAfter }: IndexedBlock): readonly string[] {
	const start = notBefore === undefined ? undefined : exactTime(notBefore);
	const end = notAfter === undefined ? undefined : exactTime(notAfter);
	if (kind === 'crl') {
		return [
			...(start === undefined ? [] : [vscode.l10n.t('Issued: {0}', start)]),
			...(end === undefined ? [] : [vscode.l10n.t('Next update: {0}', end)]),
		];
	}
	return [
		...(start === undefined ? [] : [vscode.l10n.t('Valid from: {0}', start)]),
		...(end === undefined ? [] : [vscode.l10n.t('Expires: {0}', end)]),
	];
}

export function blockIcon(block: IndexedBlock): vscode.ThemeIcon {
	const { kind, state, isCa } = block;
	switch (kind) {
		case 'certificate':
			if (state === 'none') return verdictIcon('unknown');
			if (state !== 'revoked' && datesContradict(block)) {
				return validityIcon({ kind, state: 'contradictory' });
			}
			return state === 'valid' && isCa === true
				? new vscode.ThemeIcon('shield', new vscode.ThemeColor('charts.green'))
				: verdictIcon(state);
		case 'crl':
			if (datesContradict(block)) return validityIcon({ kind, state: 'contradictory' });
			return state === 'expired' || state === 'notYetValid'
				? validityIcon({ kind, state })
				: new vscode.ThemeIcon('list-flat');
		case 'request':
			return new vscode.ThemeIcon('mail');
		case 'ocsp':
			return new vscode.ThemeIcon('list-flat');
		case 'privateKey':
			return new vscode.ThemeIcon('key');
		case 'publicKey':
			return new vscode.ThemeIcon('unlock');
		case 'container':
			return new vscode.ThemeIcon('lock');
		case 'unreadable':
			return new vscode.ThemeIcon('warning');
	}
}
