import * as vscode from 'vscode';
import { knownCodes } from '../../core/diagnostics/severities.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { findingEntries } from '../../ui/words/findings/findingWords.js';
import type { CommandContext, CommandInput } from '../command.js';
import { badOption, optionalString } from '../input/options.js';

/** `pki.showRule`: the page of a code, as findings link it; a person may choose one of all. */
export async function run({ context }: CommandContext, input: CommandInput): Promise<void> {
	const given = input.word ?? optionalString(input.options, 'code');
	const known = knownCodes.find(({ code }) => code === given);
	if (given !== undefined && !known) throw badOption('code', 'expired, expiresSoon, …');
	const code = known?.code ?? (await askCode());
	const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${code}.md`);
	try {
		await vscode.commands.executeCommand('markdown.showPreview', page);
	} catch {
		// VS Code's own Markdown extension can be turned off.
		await vscode.window.showTextDocument(page);
	}
}

async function askCode(): Promise<string> {
	const items = knownCodes.map(({ code, rules }) => ({
		label: findingEntries[code].title(),
		description: code,
		detail: rules.join(', '),
		code,
	}));
	const chosen = await askOnce(vscode.l10n.t('Show Rule'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('Which finding?'), items }),
	);
	return chosen.code;
}
