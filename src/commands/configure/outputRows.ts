/** Where the text may go. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { askBehind } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import type { ConfigAnswers, Output } from './answers.js';
import type { BuiltConfig } from './buildConfig.js';
import { separator } from './clientConfigFiles.js';
import type { OptionsContext, Row } from './formTypes.js';
import { askMergeFile, formatFor } from './mergeConfig.js';

/** Only the one that was given, where one was. */
export function outputRows(
	answers: ConfigAnswers,
	built: BuiltConfig,
	{ given, editor }: OptionsContext,
): readonly Row[] {
	const rows = [
		row('clipboard', 'copy', vscode.l10n.t('Copy'), vscode.l10n.t('to the clipboard')),
		row('document', 'new-file', vscode.l10n.t('Open in New Document')),
		...insertRow(editor),
		...mergeRow(answers, built, given.into),
	];
	const wanted = given.output === 'none' ? undefined : given.output;
	const offered = wanted === undefined ? rows : rows.filter(({ id }) => id === wanted);
	return [separator(vscode.l10n.t('Output')), ...offered];
}

function row(output: Output, icon: string, label: string, description?: string): Row {
	return {
		...{ label, id: output, isEnd: true, iconPath: new vscode.ThemeIcon(icon) },
		...(description !== undefined && { description }),
		choose: () => Promise.resolve({ output }),
	};
}

/** Not between the certificates of a file. */
function insertRow(editor: vscode.TextEditor | undefined): readonly Row[] {
	const uri = editor?.document.uri;
	if (!uri || !['file', 'untitled', 'vscode-remote'].includes(uri.scheme)) return [];
	if (editor.document.languageId === 'pem') return [];
	const name = plainText(path.posix.basename(uri.path), 80);
	const at = vscode.l10n.t('{0}, line {1}', name, editor.selection.active.line + 1);
	return [row('insert', 'insert', vscode.l10n.t('Insert at Cursor'), at)];
}

function mergeRow(
	{ target, into: last }: ConfigAnswers,
	{ config }: BuiltConfig,
	into: string | undefined,
): readonly Row[] {
	const format = formatFor(target, config);
	if (format === undefined || !vscode.workspace.isTrusted) return [];
	return [
		{
			...row('merge', 'git-merge', vscode.l10n.t('Merge into File…')),
			description: vscode.l10n.t('at the right key, with a diff to accept'),
			choose: async () => {
				const title = vscode.l10n.t('Client configuration');
				const file = into ?? (await askBehind(title, (frame) => askMergeFile(frame, format, last)));
				return file === undefined ? undefined : { output: 'merge', into: file };
			},
		},
	];
}
