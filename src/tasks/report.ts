/** What the task prints: a line a finding, which begins with its place, so that a terminal makes a link of it. */
import * as vscode from 'vscode';
import { validitySeverity } from '../core/diagnostics/validityCodes.js';
import type { DamagedBlock, ExpiryItem, LeftOut } from '../services/ports/expiry.js';
import { describeError } from '../ui/words/errors/errors.js';
import { itemStateWords, leftOutWords, readWords } from '../ui/words/expiryCheckWords.js';
import { countWords } from '../ui/words/expiryCounts.js';
import { subjectWords } from '../ui/words/findings/sentences/entry.js';
import { visible } from '../ui/words/visible.js';
import { exactTime } from '../ui/words/words.js';
import type { Outcome } from './checkExpiry.js';
import { type DefinitionFault, type ExitCode, type ExpiryTask, taskNames } from './definition.js';

/** The terminal's own red and yellow, which follow the theme; the words say the same. */
const colors = { error: '\x1b[31m', warning: '\x1b[33m' } as const;
const plain = '\x1b[39m';

export function headLine({ withinDays }: ExpiryTask): string {
	if (withinDays === 0)
		return vscode.l10n.t('Checking for certificates and CRLs that have expired…');
	return withinDays === undefined
		? vscode.l10n.t('Checking certificates and CRLs for expiry…')
		: withinDays === 1
			? vscode.l10n.t('Checking for certificates and CRLs that expire within 1 day…')
			: vscode.l10n.t(
					'Checking for certificates and CRLs that expire within {0} days…',
					withinDays,
				);
}

export function reportLines(
	{ checks, failures }: Outcome,
	task: ExpiryTask,
	now: Date,
): { readonly lines: readonly string[]; readonly code: ExitCode } {
	const items = distinct(
		checks.flatMap((check) => check.items),
		// A bundle has several in one place.
		({ kind, subject, notAfter }) => `${kind} ${subject} ${notAfter}`,
	);
	const damaged = distinct(
		checks.flatMap((check) => check.damaged),
		({ message }) => message,
	);
	const leftOut = sumOf(checks.map((check) => check.leftOut));
	const found = [
		...items.map((item) => itemLine(item, now)),
		...damaged.map(damagedLine),
		...failures.map(errorLine),
	];
	const left = leftOutWords(leftOut);
	const read = readWords(
		checks.reduce((sum, check) => sum + check.read, 0),
		left,
	);
	const isAllChecked =
		damaged.length + failures.length + leftOut.tooLarge + leftOut.unreadable === 0 && !leftOut.more;
	const summary = [
		...(items.length > 0 ? [`${countWords(items)}.`] : []),
		...(items.length === 0 && isAllChecked ? [nothingWords(task)] : []),
		...(isAllChecked ? [] : [vscode.l10n.t('Not everything could be checked.')]),
		read,
		...(left === '' ? [] : [left]),
	].join(' ');
	return {
		lines: [...found, ...(found.length > 0 ? [''] : []), summary],
		code: items.length > 0 ? 1 : isAllChecked ? 0 : 2,
	};
}

function nothingWords({ withinDays }: ExpiryTask): string {
	if (withinDays === 0) return vscode.l10n.t('Nothing has expired.');
	return withinDays === undefined
		? vscode.l10n.t('Nothing has expired or expires soon.')
		: withinDays === 1
			? vscode.l10n.t('Nothing has expired or expires within 1 day.')
			: vscode.l10n.t('Nothing has expired or expires within {0} days.', withinDays);
}

/** What is wrong with a definition, and what it may be. */
export function faultLine({ fault, value }: DefinitionFault): string {
	const shown = visible(value);
	switch (fault) {
		case 'task':
			return inColor(
				'error',
				vscode.l10n.t('Unknown task “{0}”. Use one of: {1}.', shown, taskNames.join(', ')),
			);
		case 'withinDays':
			return inColor(
				'error',
				vscode.l10n.t('“withinDays” is {0}. Use a number of days, 0 or more.', shown),
			);
		case 'paths':
			return inColor(
				'error',
				vscode.l10n.t('“paths” is {0}. Use a list of at least one file or folder.', shown),
			);
	}
}

export function errorLine(error: unknown): string {
	return inColor('error', visible(describeError(error).message));
}

function itemLine(item: ExpiryItem, now: Date): string {
	const { notAfter } = item;
	const level = validitySeverity(item) === 'error' ? 'error' : 'warning';
	const words = inColor(level, itemStateWords(item, now));
	return notAfter === ''
		? vscode.l10n.t('{0}: {1} – {2}', placeOf(item), subjectWords(item), words)
		: vscode.l10n.t(
				'{0}: {1} – {2} ({3})',
				placeOf(item),
				subjectWords(item),
				words,
				exactTime(notAfter),
			);
}

function damagedLine(block: DamagedBlock): string {
	return vscode.l10n.t('{0}: {1}', placeOf(block), inColor('error', block.message));
}

/** `/work/certs/old.pem:12`: the whole path, since a terminal without a folder finds no other. */
function placeOf({ uri, line }: Pick<DamagedBlock, 'uri' | 'line'>): string {
	const file = uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
	return `${visible(file)}:${line + 1}`;
}

export function inColor(level: keyof typeof colors, words: string): string {
	return `${colors[level]}${words}${plain}`;
}

/** Paths may overlap. */
function distinct<T extends Pick<DamagedBlock, 'uri' | 'line'>>(
	list: readonly T[],
	whatOf: (each: T) => string,
): readonly T[] {
	const keyOf = (each: T) => `${each.uri.toString()}:${each.line} ${whatOf(each)}`;
	return [...new Map(list.map((each) => [keyOf(each), each])).values()];
}

function sumOf(all: readonly LeftOut[]): LeftOut {
	const sum = (key: 'excluded' | 'tooLarge' | 'unreadable') =>
		all.reduce((total, each) => total + each[key], 0);
	return {
		excluded: sum('excluded'),
		tooLarge: sum('tooLarge'),
		unreadable: sum('unreadable'),
		more: all.some(({ more }) => more),
	};
}
