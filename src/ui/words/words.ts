/** Times, verdicts and names in words, the same in the tree, the details, the status bar and the pages. */
import * as vscode from 'vscode';
import type { Verdict } from '../../core/x509/model.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365.25 * day;

interface Unit {
	readonly name: Intl.RelativeTimeFormatUnit;
	readonly length: number;
	/** From here on it is the unit to count in. */
	readonly from: number;
}

const units: readonly Unit[] = [
	{ name: 'year', length: year, from: 2 * year },
	{ name: 'day', length: day, from: day - hour / 2 },
	{ name: 'hour', length: hour, from: hour - minute / 2 },
	{ name: 'minute', length: minute, from: 0 },
];

/**
 * `in 12 days`, `3 days ago`, `in 5 hours`, `just now`: rounded to the nearest, so that a certificate made for 30 days
 * has them on its first day too. Days are counted up to two years: "in 400 days" says more than "in 1 year".
 */
export function relativeTime(iso: string, now: Date): string {
	const ms = Date.parse(iso) - now.getTime();
	if (Math.abs(ms) < minute) {
		return ms > 0 ? vscode.l10n.t('in less than a minute') : vscode.l10n.t('just now');
	}
	const format = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'always' });
	const unit = units.find(({ from }) => Math.abs(ms) >= from);
	return unit ? format.format(Math.round(ms / unit.length), unit.name) : iso;
}

/** `expires in 12 days`, `expired 3 days ago`, `revoked`, `valid in 2 days`. */
export function expiryWords(
	facts: {
		readonly notBefore?: string;
		readonly notAfter?: string;
		readonly revoked?: boolean;
	},
	now: Date,
): string {
	if (facts.revoked) return vscode.l10n.t('revoked');
	if (facts.notAfter === undefined) return vscode.l10n.t('expiry unknown');
	if (Date.parse(facts.notAfter) <= now.getTime()) {
		return vscode.l10n.t('expired {0}', relativeTime(facts.notAfter, now));
	}
	if (facts.notBefore !== undefined && Date.parse(facts.notBefore) > now.getTime()) {
		return vscode.l10n.t('not valid yet, starts {0}', relativeTime(facts.notBefore, now));
	}
	return vscode.l10n.t('expires {0}', relativeTime(facts.notAfter, now));
}

/** `2026-12-05 14:03 UTC`. */
export function exactTime(iso: string): string {
	return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function verdictWord(verdict: Verdict): string {
	switch (verdict) {
		case 'revoked':
			return vscode.l10n.t('Revoked');
		case 'expired':
			return vscode.l10n.t('Expired');
		case 'notYetValid':
			return vscode.l10n.t('Not valid yet');
		case 'expiresSoon':
			return vscode.l10n.t('Expires soon');
		case 'valid':
			return vscode.l10n.t('Valid');
		case 'unknown':
			return vscode.l10n.t('Validity unknown');
	}
}

/** Codicon of a verdict; its shape says the same as its colour. */
export function verdictIcon(verdict: Verdict): vscode.ThemeIcon {
	switch (verdict) {
		case 'revoked':
			return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
		case 'expired':
			return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
		case 'notYetValid':
			return new vscode.ThemeIcon('watch');
		case 'expiresSoon':
			return new vscode.ThemeIcon(
				'warning',
				new vscode.ThemeColor('problemsWarningIcon.foreground'),
			);
		case 'valid':
			return new vscode.ThemeIcon('verified', new vscode.ThemeColor('charts.green'));
		case 'unknown':
			return new vscode.ThemeIcon('question');
	}
}

/** `2b:f9:1c…`: enough of a serial number to recognise it. */
export function shortSerial(serialNumber: string): string {
	const pairs = serialNumber.match(/../g) ?? [serialNumber];
	return pairs.length > 4 ? `${pairs.slice(0, 4).join(':')}…` : pairs.join(':');
}
