import * as vscode from 'vscode';
import type { CommandLine, Operation } from '../../../core/backends/contract/backend.js';
import { PkiError } from '../../../core/common/errors.js';
import type { Frame } from '../../../ui/ask/wizard.js';
import { copyAsCli } from '../../input/copyAsCli.js';

export interface ReviewItem<T> {
	readonly label: string;
	readonly detail: string;
	readonly value: T;
	/** A codicon; *play* where there is none. */
	readonly icon?: string;
}

export interface Review<T> {
	/** What will happen, in one line. */
	readonly prompt: string;
	readonly items: readonly ReviewItem<T>[];
	/** Where there is one, *Copy as CLI* is the last choice. */
	readonly commandLine?: CommandLine;
	readonly operation: Operation;
}

/** The last question before something is sent. Rejects with `cancelled` also when the command line was copied. */
export async function review<T>(frame: Frame, question: Review<T>): Promise<T> {
	const { prompt, items, commandLine, operation } = question;
	const run = items.map(({ icon = 'play', ...item }) => ({
		...item,
		iconPath: new vscode.ThemeIcon(icon),
	}));
	const copy = {
		label: vscode.l10n.t('Copy as CLI'),
		detail: vscode.l10n.t('The equivalent command, without the token.'),
		iconPath: new vscode.ThemeIcon('terminal'),
		value: undefined,
	};
	const chosen = await frame.pick<vscode.QuickPickItem & { readonly value: T | undefined }>({
		prompt,
		items: commandLine ? [...run, copy] : run,
	});
	if (chosen.value !== undefined) return chosen.value;
	if (commandLine) await copyAsCli(commandLine, [operation]);
	throw new PkiError('cancelled');
}
