/** What was done, as a document in Markdown. */
import * as vscode from 'vscode';
import { hintsFor, type ReloadHint } from '../../core/rotate/reloadHints.js';
import { plainText } from '../../ui/words/plainText.js';
import { checkDetail, checkTitle, partWords, resultWord } from '../../ui/words/rotationWords.js';
import { exactTime } from '../../ui/words/words.js';
import { describeError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { pathWords } from './confirm.js';
import type { Rotated } from './perform.js';

export function reportOf(context: CommandContext, all: readonly Rotated[]): string {
	return [
		`# ${vscode.l10n.t('Renewed certificates')}`,
		...all.flatMap((rotated) => sectionOf(context, rotated)),
		'',
	].join('\n\n');
}

function sectionOf(context: CommandContext, rotated: Rotated): readonly string[] {
	const { plan, fresh, checks, swapped } = rotated;
	const { target, set } = plan;
	const { name, serialNumber, notAfter } = set.old.leaf.facts;
	const { issued } = fresh.made;
	return [
		`## ${cell(name)}`,
		list([
			vscode.l10n.t(
				'Issued by {0}, {1}, role “{2}”, on {3}',
				cell(target.connection.label),
				cell(target.mount),
				cell(target.role),
				exactTime(new Date().toISOString()),
			),
			vscode.l10n.t(
				'New: serial {0}, valid until {1}',
				issued.serialNumber,
				exactTime(issued.notAfter),
			),
			vscode.l10n.t(
				'Previous: serial {0}, valid until {1}',
				serialNumber,
				notAfter === undefined ? '?' : exactTime(notAfter),
			),
			plan.key.from === 'file'
				? vscode.l10n.t('The private key is the same.')
				: vscode.l10n.t('The private key is new.'),
			...issued.warnings.map((warning) => vscode.l10n.t('The CA warns: {0}', cell(warning))),
		]),
		`### ${vscode.l10n.t('Files')}`,
		fileTable(rotated),
		swapped.link === undefined
			? vscode.l10n.t(
					'The files were replaced one after the other: a program that read them at that moment may have seen an old and a new one.',
				)
			: vscode.l10n.t(
					'The link {0} was changed, so that all files changed in one moment.',
					code(pathWords(swapped.link)),
				),
		`### ${vscode.l10n.t('Checks')}`,
		table(
			[vscode.l10n.t('Check'), vscode.l10n.t('Result'), vscode.l10n.t('Details')],
			checks.map((check) => [checkTitle(check.name), resultWord(check), checkDetail(check)]),
		),
		`### ${vscode.l10n.t('Next steps')}`,
		vscode.l10n.t(
			'A running program uses the previous certificate until it reads the files again.',
		),
		list(hintsFor(usersOf(context, rotated)).map(hintWords)),
		vscode.l10n.t(
			'Once every program uses the new certificate, revoke the previous one and delete the old files.',
		),
	];
}

function fileTable({ plan, files, swapped }: Rotated): string {
	const rows = files.map((file) => {
		const parts = plan.replaced.find((one) => one.file.path === file)?.parts;
		const backup = swapped.backups.find((one) => sameFile(one.file, file))?.backup;
		return [
			code(pathWords(file)),
			parts ? partWords(parts) : vscode.l10n.t('chain'),
			backup === undefined ? '' : code(pathWords(backup)),
		];
	});
	const left = plan.left.map(({ file, error }) => [
		code(pathWords(file)),
		vscode.l10n.t('not replaced'),
		describeError(error).message,
	]);
	const head = [vscode.l10n.t('File'), vscode.l10n.t('Replaced'), vscode.l10n.t('Old file')];
	return table(head, [...rows, ...left]);
}

/** A backup is told of the file itself, which a link may lead to. */
function sameFile(real: string, named: string): boolean {
	return real === named || real.split(/[/\\]/).at(-1) === named.split(/[/\\]/).at(-1);
}

/** Files that name one of the replaced ones by its path. */
function usersOf({ workspace }: CommandContext, { files }: Rotated): readonly string[] {
	return files.flatMap((file) => [
		file,
		...workspace.usesOf(vscode.Uri.file(file)).map(({ uri }) => uri.path),
	]);
}

function hintWords({ program, command, byItself, restart }: ReloadHint): string {
	if (command !== undefined) return `${program}: ${code(command)}`;
	if (byItself) return vscode.l10n.t('{0}: notices new files by itself', program);
	return restart === true
		? vscode.l10n.t('{0}: restart it, unless it reloads certificates itself', program)
		: program;
}

function list(items: readonly string[]): string {
	return items.map((item) => `- ${item}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
	return plainText(text, 1000).replaceAll('|', '\\|');
}

function code(text: string): string {
	return `\`${text.replaceAll('`', '')}\``;
}
