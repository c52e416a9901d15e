/** *Trust Root…* for a person: which system, then what to do with its command. */
import * as vscode from 'vscode';
import { copyText } from '../../ui/output.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import { browserCommands, downloadedName, type Root, type TrustCommand } from './trustCommands.js';

type Choice = vscode.QuickPickItem & { readonly act?: () => Promise<void> };

/** `commands` are those of the machine on which this extension runs. Rejects with `cancelled`. */
export async function offerTrust(root: Root, commands: readonly TrustCommand[]): Promise<void> {
	const isRemote = vscode.env.remoteName !== undefined;
	const here = commands.map((command) => systemItem(root, command, true));
	await choose(
		root,
		vscode.l10n.t('Which system or program should trust it?'),
		isRemote ? [heading(hereWords()), ...here, ...elsewhere(root)] : here,
	);
}

async function choose(root: Root, prompt: string, items: readonly Choice[]): Promise<void> {
	const title = vscode.l10n.t('Trust “{0}”', plainText(root.name, 80));
	const chosen = await askOnce(title, (frame) => frame.pick({ prompt, items }));
	await chosen.act?.();
}

function hereWords(): string {
	return vscode.l10n.t('This machine, where the extension runs ({0})', vscode.env.remoteName ?? '');
}

/** The browser stands on another machine, on which nothing can be run from here. */
function elsewhere(root: Root): readonly Choice[] {
	return [
		heading(vscode.l10n.t('The machine with your browser (copy only)')),
		{
			label: vscode.l10n.t('Copy Certificate'),
			description: vscode.l10n.t('save it as {0} in your downloads there', downloadedName),
			act: () => copyText(root.certificatePem, vscode.l10n.t('Certificate copied')),
		},
		...browserCommands(root).map((command) => systemItem(root, command, false)),
	];
}

function heading(label: string): Choice {
	return { label, kind: vscode.QuickPickItemKind.Separator };
}

function systemItem(root: Root, command: TrustCommand, isHere: boolean): Choice {
	return {
		label: command.label,
		detail: command.command,
		act: () =>
			choose(
				root,
				vscode.l10n.t(
					'Anyone with this CA’s key can then impersonate any site for {0}',
					command.label,
				),
				actions(root, command, isHere),
			),
	};
}

function actions(
	root: Root,
	{ command, undo, isPrivileged, isForOneTerminal }: TrustCommand,
	isHere: boolean,
): readonly Choice[] {
	const run: Choice = {
		label: vscode.l10n.t('Run in Terminal'),
		description: isPrivileged
			? vscode.l10n.t('types the command; press Enter there, then enter your password')
			: '',
		detail: command,
		act: () => {
			runInTerminal(root, command, isPrivileged !== true);
			return Promise.resolve();
		},
	};
	return [
		...(isHere && !isForOneTerminal ? [run] : []),
		{
			label: vscode.l10n.t('Copy Command'),
			detail: command,
			act: () => copyText(command, vscode.l10n.t('Command copied')),
		},
		{
			label: vscode.l10n.t('Copy Undo Command'),
			detail: undo,
			act: () => copyText(undo, vscode.l10n.t('Undo command copied')),
		},
	];
}

/** In the shell for which the command is quoted; one that asks for a password is typed and left to the user to confirm. */
function runInTerminal(root: Root, command: string, isConfirmed: boolean): void {
	const terminal = vscode.window.createTerminal({
		name: vscode.l10n.t('Trust “{0}”', plainText(root.name, 40)),
		shellPath: process.platform === 'win32' ? 'powershell.exe' : '/bin/sh',
	});
	terminal.show();
	terminal.sendText(command, isConfirmed);
}
