/** The last question before something is deleted for good: what is lost, and its name to be typed. */
import * as vscode from 'vscode';
import type { CommandLine, Operation } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { Connection, Pin } from '../../services/connectionStore.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext } from '../command.js';
import { optionalBoolean, type Options } from '../input/options.js';
import { copyAsCli } from '../input/copyAsCli.js';

export interface Deletion {
	readonly title: string;
	/** Sentences: what is lost, and what is not. */
	readonly consequences: readonly string[];
	/** What has to be typed. */
	readonly name: string;
	readonly operations: readonly Operation[];
	/** Absent: no command line to copy. */
	readonly commandLine?: CommandLine;
}

/** `confirmed: true`, which counts only where what is to be deleted is named: the only one there is may be another one. */
export function isConfirmed(options: Options, names: readonly string[]): boolean {
	const isNamed = names.every((name) => (options[name] ?? undefined) !== undefined);
	return optionalBoolean(options, 'confirmed') === true && isNamed;
}

/** Takes out of the tree what is pinned and gone: it would stay there as a row that fails. */
export async function unpinDeleted(
	context: CommandContext,
	{ id, pins }: Connection,
	isDeleted: (pin: Pin) => boolean,
): Promise<void> {
	const left = pins.filter((pin) => !isDeleted(pin));
	if (left.length < pins.length) await context.connections.update(id, { pins: left });
}

/** Resolves once the name is typed. Rejects with `cancelled` on Escape, and where the command line was copied instead. */
export async function confirmDeletion(deletion: Deletion): Promise<void> {
	const { commandLine, operations } = deletion;
	const answer = await askForName(deletion);
	if (answer === 'delete') return;
	if (answer === 'copy' && commandLine) await copyAsCli(commandLine, operations);
	throw new PkiError('cancelled');
}

function askForName(deletion: Deletion): Promise<'delete' | 'copy' | undefined> {
	const { title, consequences, name, commandLine } = deletion;
	const input = vscode.window.createInputBox();
	input.title = plainText(title);
	input.ignoreFocusOut = true;
	input.placeholder = plainText(name);
	input.prompt = [...consequences, vscode.l10n.t('Type “{0}” to confirm.', plainText(name))].join(
		' ',
	);
	const copy = {
		iconPath: new vscode.ThemeIcon('terminal'),
		tooltip: vscode.l10n.t('Copy as CLI'),
	};
	if (commandLine) input.buttons = [copy];
	return new Promise<'delete' | 'copy' | undefined>((resolve) => {
		input.onDidChangeValue(() => (input.validationMessage = undefined));
		input.onDidAccept(() => {
			const isTyped = input.value.trim() === plainText(name);
			const refusal = vscode.l10n.t('Type “{0}”, or press Escape to keep it.', plainText(name));
			if (isTyped) resolve('delete');
			else input.validationMessage = refusal;
		});
		input.onDidTriggerButton(() => resolve('copy'));
		input.onDidHide(() => resolve(undefined));
		input.show();
	}).finally(() => input.dispose());
}
