/** What of an audit log is shown. */
import * as vscode from 'vscode';
import {
	type AuditAction,
	auditActions,
	type AuditQuery,
} from '../../core/backends/contract/backend.js';
import { parseDuration } from '../../core/common/duration.js';
import { durationWords } from '../../ui/words/roleWords.js';
import { exactTime } from '../../ui/words/words.js';
import { badOption, optionalBoolean, optionalString, optionalStrings } from '../input/options.js';
import type { Options } from '../input/options.js';

export interface AuditFilter {
	/** Seconds up to now; absent: see `from` and `to`. */
	readonly lastSeconds?: number;
	/** ISO 8601. */
	readonly from?: string;
	readonly to?: string;
	/** Absent: all. */
	readonly actions?: readonly AuditAction[];
	readonly succeeded?: boolean;
	readonly identity?: string;
}

export const usualFilter: AuditFilter = { lastSeconds: 7 * 86_400 };

export function queryOf(filter: AuditFilter, now: Date): AuditQuery {
	const { lastSeconds, from, to, actions, succeeded, identity } = filter;
	const start =
		lastSeconds === undefined ? from : new Date(now.getTime() - lastSeconds * 1000).toISOString();
	return {
		...(start !== undefined && { from: start }),
		...(to !== undefined && { to }),
		...(actions && { actions }),
		...(succeeded !== undefined && { succeeded }),
		...(identity !== undefined && { identity }),
	};
}

/** Rejects with `invalid` for a value of another form. */
export function readFilter(options: Options): AuditFilter {
	const last = optionalString(options, 'last');
	const lastSeconds = last === undefined ? undefined : parseDuration(last);
	if (last !== undefined && lastSeconds === undefined) throw badOption('last', '24h | 7d');
	const [from, to] = [timeOption(options, 'from'), timeOption(options, 'to')];
	const given = optionalStrings(options, 'actions');
	const actions = auditActions.filter((action) => given?.includes(action));
	if (given && actions.length < new Set(given).size) {
		throw badOption('actions', `(${auditActions.join(' | ')})[]`);
	}
	const isOpen = lastSeconds === undefined && from === undefined && to === undefined;
	return {
		...(isOpen ? usualFilter : { lastSeconds, from, to }),
		...(given && given.length > 0 && { actions }),
		succeeded: optionalBoolean(options, 'succeeded'),
		identity: optionalString(options, 'identity'),
	};
}

function timeOption(options: Options, name: string): string | undefined {
	const text = optionalString(options, name);
	if (text === undefined) return undefined;
	const time = readTime(text);
	if (time === undefined) throw badOption(name, 'ISO 8601');
	return time;
}

/** A date, or a date and a time, in UTC where no offset is given; as ISO 8601. Undefined for other texts. */
export function readTime(text: string): string | undefined {
	const form = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;
	const [whole, date = '', time = '00:00', offset = 'Z'] = form.exec(text.trim()) ?? [];
	if (whole === undefined) return undefined;
	const found = new Date(`${date}T${time}${offset}`);
	return Number.isNaN(found.getTime()) ? undefined : found.toISOString();
}

export function spanWords({ lastSeconds, from, to }: AuditFilter): string {
	if (lastSeconds !== undefined) return vscode.l10n.t('Last {0}', durationWords(lastSeconds));
	if (from !== undefined && to !== undefined)
		return vscode.l10n.t('{0} to {1}', exactTime(from), exactTime(to));
	if (from !== undefined) return vscode.l10n.t('Since {0}', exactTime(from));
	if (to !== undefined) return vscode.l10n.t('Until {0}', exactTime(to));
	return vscode.l10n.t('Any time');
}

export function filterWords({ actions, succeeded, identity }: AuditFilter): string {
	const words = [
		...(actions ? [actions.map(actionWords).join(', ')] : []),
		...(succeeded === undefined ? [] : [resultWords(succeeded)]),
		...(identity === undefined ? [] : [identity]),
	];
	return words.length === 0 ? vscode.l10n.t('All certificate events') : words.join(' · ');
}

export function actionWords(action: AuditAction): string {
	switch (action) {
		case 'issue':
			return vscode.l10n.t('Issued');
		case 'sign':
			return vscode.l10n.t('Signed');
		case 'revoke':
			return vscode.l10n.t('Revoked');
		case 'createAuthority':
			return vscode.l10n.t('CA created');
	}
}

export function resultWords(succeeded: boolean | undefined): string {
	if (succeeded === undefined) return '–';
	return succeeded ? vscode.l10n.t('Succeeded') : vscode.l10n.t('Failed');
}
