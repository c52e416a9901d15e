/** What was done when certificates were renewed, as a report. */
import * as vscode from 'vscode';
import { hintsFor, type ReloadHint } from '../../core/rotate/reloadHints.js';
import type { RotationCheck } from '../../core/rotate/checks.js';
import type {
	Report,
	ReportAction,
	ReportCell,
	ReportRow,
	ReportSection,
} from '../../ui/report/report.js';
import { plainText } from '../../ui/words/plainText.js';
import { checkDetail, checkTitle, partWords, resultWord } from '../../ui/words/rotationWords.js';
import { exactTime } from '../../ui/words/words.js';
import { describeError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { nextActions } from './nextActions.js';
import { pathWords } from './confirm.js';
import type { Rotated } from './perform.js';

/** @param skipped what was not renewed, a sentence each. */
export function rotationReport(
	context: CommandContext,
	all: readonly Rotated[],
	skipped: readonly string[],
): Report {
	const [only] = all;
	const isOne = all.length === 1 && only !== undefined;
	return {
		kind: vscode.l10n.t('Certificate Renewal'),
		title: isOne ? nameOf(only) : vscode.l10n.t('{0} certificates', all.length),
		verdict: verdictOf(all, skipped),
		facts: isOne ? factRows(only) : [],
		sections: [
			...(skipped.length > 0 ? [skippedSection(skipped)] : []),
			...all.flatMap((rotated, index) => sectionsOf(rotated, isOne ? undefined : index)),
			nextSection(context, all),
		],
		actions: [
			...nextActions(all),
			{ id: 'asMarkdown', label: vscode.l10n.t('Open as Markdown') },
		] satisfies readonly ReportAction[],
		actionsLabel: vscode.l10n.t('Actions'),
		language: vscode.env.language,
	};
}

function nameOf({ plan }: Rotated): string {
	return plainText(plan.set.old.leaf.facts.name, 120);
}

function verdictOf(all: readonly Rotated[], skipped: readonly string[]): Report['verdict'] {
	const failed = all.flatMap(({ checks }) => checks).filter(({ ok }) => ok === false);
	const note = vscode.l10n.t(
		'A running program uses the previous certificate until it reads the files again.',
	);
	if (failed.length === 0 && skipped.length === 0) {
		return { sign: 'valid', words: vscode.l10n.t('Renewed; all checks passed'), note };
	}
	const words =
		failed.length === 0
			? vscode.l10n.t('Renewed; {0} not renewed', skipped.length)
			: failed.length === 1
				? vscode.l10n.t('Renewed; 1 check failed')
				: vscode.l10n.t('Renewed; {0} checks failed', failed.length);
	return { sign: 'expiresSoon', words, note };
}

function factRows({ plan, fresh }: Rotated): readonly ReportRow[] {
	const { target, set } = plan;
	const { serialNumber, notAfter } = set.old.leaf.facts;
	const { issued } = fresh.made;
	const until = (time: string | undefined) =>
		time === undefined ? undefined : vscode.l10n.t('valid until {0}', exactTime(time));
	const row = (label: string, value: string): ReportRow => ({ label, value });
	const serial = (label: string, value: string, note: string | undefined): ReportRow => ({
		...{ label, value, mono: true },
		...(note !== undefined && { note }),
	});
	const place = [target.connection.label, target.mount, target.role];
	return [
		serial(vscode.l10n.t('New serial number'), issued.serialNumber, until(issued.notAfter)),
		serial(vscode.l10n.t('Previous'), serialNumber, until(notAfter)),
		row(vscode.l10n.t('Issued by'), place.map((part) => plainText(part, 120)).join(' › ')),
		row(
			vscode.l10n.t('Private key'),
			plan.key.from === 'file' ? vscode.l10n.t('Same as before') : vscode.l10n.t('New'),
		),
		...issued.warnings.map((warning) =>
			row(vscode.l10n.t('Warning from the CA'), plainText(warning, 1000)),
		),
	];
}

function skippedSection(skipped: readonly string[]): ReportSection {
	return {
		...{ id: 'skipped', title: vscode.l10n.t('Not renewed ({0})', skipped.length), open: true },
		items: skipped.map((text) => ({
			...{ sign: 'expiresSoon', text },
			...{ steps: [], code: '', actions: [] },
		})),
	};
}

/** @param index of several: then their sections are named after them. */
function sectionsOf(rotated: Rotated, index: number | undefined): readonly ReportSection[] {
	const id = String(index ?? '');
	const named = (title: string) =>
		index === undefined ? title : vscode.l10n.t('{0}: {1}', nameOf(rotated), title);
	const isGood = rotated.checks.every(({ ok }) => ok !== false);
	return [
		{
			...{ id: `files${id}`, title: named(vscode.l10n.t('Files')), open: true },
			...(index !== undefined && { rows: factRows(rotated) }),
			table: fileTable(rotated, named(vscode.l10n.t('Files'))),
			note: swapWords(rotated),
		},
		{
			...{ id: `checks${id}`, title: named(vscode.l10n.t('Checks')) },
			open: index === undefined || !isGood,
			table: {
				...{ caption: named(vscode.l10n.t('Checks')), isTitled: true },
				columns: [
					vscode.l10n.t('Check'),
					vscode.l10n.t('Result'),
					...(isDetailed(rotated) ? [vscode.l10n.t('Details')] : []),
				],
				rows: rotated.checks.map((check) => checkRow(check, isDetailed(rotated))),
			},
		},
	];
}

function isDetailed({ checks }: Rotated): boolean {
	return checks.some((check) => checkDetail(check) !== '');
}

function checkRow(check: RotationCheck, isWithDetail: boolean): readonly ReportCell[] {
	const sign = check.ok === true ? 'valid' : check.ok === false ? 'expired' : 'unknown';
	const result = { text: resultWord(check), sign } as const;
	return [checkTitle(check.name), result, ...(isWithDetail ? [checkDetail(check)] : [])];
}

function swapWords({ swapped }: Rotated): string {
	return swapped.link === undefined
		? vscode.l10n.t(
				'The files were replaced one after the other: a program that read them at that moment may have seen an old and a new one.',
			)
		: vscode.l10n.t(
				'The link {0} was changed, so that all files changed in one moment.',
				pathWords(swapped.link),
			);
}

function fileTable({ plan, files, swapped }: Rotated, caption: string): ReportSection['table'] {
	const rows = files.map((file) => {
		const parts = plan.replaced.find((one) => one.file.path === file)?.parts;
		const backup = swapped.backups.find((one) => sameFile(one.file, file))?.backup;
		return [
			pathWords(file),
			parts ? partWords(parts) : vscode.l10n.t('chain'),
			backup === undefined ? '' : pathWords(backup),
		];
	});
	const left = plan.left.map(({ file, error }) => [
		pathWords(file),
		{ text: vscode.l10n.t('not replaced'), sign: 'expiresSoon' as const },
		describeError(error).message,
	]);
	return {
		...{ caption, isTitled: true },
		columns: [vscode.l10n.t('File'), vscode.l10n.t('Replaced'), vscode.l10n.t('Old file')],
		rows: [...rows, ...left],
	};
}

/** A backup is told of the file itself, which a link may lead to. */
function sameFile(real: string, named: string): boolean {
	return real === named || real.split(/[/\\]/).at(-1) === named.split(/[/\\]/).at(-1);
}

function nextSection(context: CommandContext, all: readonly Rotated[]): ReportSection {
	const hints = hintsFor(all.flatMap((rotated) => usersOf(context, rotated)));
	return {
		...{ id: 'next', title: vscode.l10n.t('Next steps'), open: true },
		steps: [
			vscode.l10n.t('Let every program that uses the files read them again.'),
			vscode.l10n.t('Then revoke the previous certificate and delete the old files.'),
		],
		table: {
			caption: vscode.l10n.t('How programs read the files again'),
			columns: [vscode.l10n.t('Program'), vscode.l10n.t('What to do')],
			rows: hints.map((hint) => [hint.program, hintWords(hint)]),
		},
	};
}

/** Files that name one of the replaced ones by its path. */
function usersOf({ workspace }: CommandContext, { files }: Rotated): readonly string[] {
	return files.flatMap((file) => [
		file,
		...workspace.usesOf(vscode.Uri.file(file)).map(({ uri }) => uri.path),
	]);
}

function hintWords({ command, byItself }: ReloadHint): string {
	if (command !== undefined) return command;
	return byItself
		? vscode.l10n.t('Nothing: it notices new files by itself')
		: vscode.l10n.t('Restart it, unless it reloads certificates itself');
}
