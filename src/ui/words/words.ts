/** Times, verdicts and names in words, the same in the tree, the details, the status bar and the pages. */
import * as vscode from 'vscode';
import type { Verdict } from '../../core/x509/model.js';
import { verdictOf } from '../../core/x509/verdict.js';
import { unknownTime } from './revokedAt.js';

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
	relativeFormat ??= new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'always' });
	const counted = countedIn(ms);
	return counted ? relativeFormat.format(counted.count, counted.unit) : iso;
}

/** The language is that of the session, and to make one costs more than all the rest of a block's words. */
let relativeFormat: Intl.RelativeTimeFormat | undefined;

/** In the unit that people count such a time in; undefined where it is none. */
function countedIn(ms: number) {
	const unit = units.find(({ from }) => Math.abs(ms) >= from);
	return unit && { count: Math.round(ms / unit.length), unit: unit.name };
}

interface Times {
	readonly notBefore?: string | undefined;
	readonly notAfter?: string | undefined;
}

/** Nothing expires soon by it. */
const noThreshold = { days: 0, lifetimeShare: 0 };

/** `expires in 12 days`, `expired 3 days ago`, `revoked`: the verdict of what has an icon for the rest. */
export function expiryWords(facts: Times & { readonly revoked?: boolean }, now: Date): string {
	const { notBefore, notAfter } = facts;
	const verdict = verdictOf(facts, now, noThreshold);
	if (verdict === 'revoked') return vscode.l10n.t('revoked');
	if (notAfter === undefined) return vscode.l10n.t('expiry unknown');
	if (verdict === 'expired') return vscode.l10n.t('expired {0}', relativeTime(notAfter, now));
	if (verdict === 'notYetValid' && notBefore !== undefined) {
		return vscode.l10n.t('not valid yet, starts {0}', relativeTime(notBefore, now));
	}
	return vscode.l10n.t('expires {0}', relativeTime(notAfter, now));
}

/** `12 days left` where `expiryWords` says `expires in 12 days`, else the same: a narrow side bar cuts a row's last words. */
export function expiryInRow(facts: Times & { readonly revoked?: boolean }, now: Date): string {
	const ms = Date.parse(facts.notAfter ?? '') - now.getTime();
	const counted = ms < minute ? undefined : countedIn(ms);
	const isOther = ['revoked', 'notYetValid'].includes(verdictOf(facts, now, noThreshold));
	if (isOther || !counted) return expiryWords(facts, now);
	const { count, unit } = counted;
	const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
	const left = new Intl.NumberFormat(vscode.env.language, style).format(count);
	return vscode.l10n.t('{0} left', left);
}

export interface VerdictWords {
	readonly verdict: Verdict;
	/** `Dates valid · expires in 12 days`. */
	readonly words: string;
	/** `2026-12-05 14:03 UTC`, or empty. */
	readonly exact: string;
}

/** `Expired · 3 days ago`: the one verdict, and the time that decided it. */
export function verdictWords(
	verdict: Verdict,
	times: Times & { readonly revokedAt?: string | undefined },
	now: Date,
): VerdictWords {
	const decisive =
		verdict === 'revoked'
			? times.revokedAt
			: verdict === 'notYetValid'
				? times.notBefore
				: times.notAfter;
	if (verdict === 'unknown' || decisive === undefined || decisive === unknownTime) {
		return { verdict, words: verdictWord(verdict), exact: '' };
	}
	const relative = relativeTime(decisive, now);
	const when =
		verdict === 'valid'
			? vscode.l10n.t('expires {0}', relative)
			: verdict === 'notYetValid'
				? vscode.l10n.t('starts {0}', relative)
				: relative;
	return { verdict, words: `${verdictWord(verdict)} · ${when}`, exact: exactTime(decisive) };
}

/** What was looked at beside the dates. Whether a client trusts the root is never known here. */
export interface Checks {
	/** Whether the key of the issuer that is at hand made it; `unknown` where there is none, or nobody can say. */
	readonly signature: 'good' | 'bad' | 'unknown';
	/** The CA that issued it says that it is not revoked. */
	readonly revocation: boolean;
}

/** `Signature verified. Not checked: revocation, trust`, for good dates, which alone read as trusted; else undefined. */
export function checkWords(verdict: Verdict, checks: Checks): string | undefined {
	if (verdict !== 'valid' && verdict !== 'expiresSoon') return undefined;
	const { signature, revocation } = checks;
	const open = [
		...(signature === 'unknown' ? [vscode.l10n.t('signature')] : []),
		...(revocation ? [] : [vscode.l10n.t('revocation')]),
		vscode.l10n.t('trust'),
	].join(', ');
	return `${checkedSentence(checks)} ${vscode.l10n.t('Not checked: {0}', open)}`.trim();
}

function checkedSentence({ signature, revocation }: Checks): string {
	switch (signature) {
		case 'good':
			return revocation
				? vscode.l10n.t('Signature verified, not revoked.')
				: vscode.l10n.t('Signature verified.');
		case 'bad':
			return vscode.l10n.t('Its signature does not match the issuer found here.');
		case 'unknown':
			return revocation ? vscode.l10n.t('Not revoked.') : '';
	}
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
			return vscode.l10n.t('Dates valid');
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
