/** Where a configuration goes, and what is asked before. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { ClientConfig } from '../../core/snippets/clientConfig.js';
import { confirmLoss, type Loss } from '../../ui/ask/confirm.js';
import { copyText, openText } from '../../ui/output.js';
import { warningSentence } from '../../ui/words/findings/clientConfigWords.js';
import { showError } from '../../ui/words/errors/errors.js';
import type { Options } from '../input/options.js';
import type { ConfigAnswers } from './answers.js';
import { insertConfig } from './insertConfig.js';
import { mergeConfig } from './mergeConfig.js';

/** Rejects with `cancelled` where the user does not want it so. */
export async function confirm(
	answers: ConfigAnswers,
	config: ClientConfig,
	options: Options,
	asked: boolean,
): Promise<void> {
	const showsKey = holdsKey(config) && options.inlineKey !== true;
	const serious = config.warnings.filter(({ severity }) => severity !== 'info');
	if (!showsKey && (serious.length === 0 || !asked)) {
		if (serious.length > 0) {
			// With a button, because VS Code cuts a message without any off after one line.
			const words = serious.map(warningSentence).join(' ');
			void vscode.window.showWarningMessage(words, vscode.l10n.t('OK'));
		}
		return;
	}
	const detail = [
		...(showsKey ? [keySentence(answers)] : []),
		...config.warnings.map(warningSentence),
	].join('\n\n');
	const question =
		serious.length > 0
			? vscode.l10n.t('This configuration may not work as it is.')
			: vscode.l10n.t('The text will contain the private key.');
	await confirmLoss(question, { detail, ...answersFor(answers) });
}

function answersFor({ output }: ConfigAnswers): Pick<Loss, 'keep' | 'actions'> {
	switch (output) {
		case 'clipboard':
			return { keep: vscode.l10n.t('Do Not Copy'), actions: [vscode.l10n.t('Copy Anyway')] };
		case 'insert':
			return { keep: vscode.l10n.t('Do Not Insert'), actions: [vscode.l10n.t('Insert Anyway')] };
		case 'merge':
			return { keep: vscode.l10n.t('Do Not Merge'), actions: [vscode.l10n.t('Review Changes')] };
		case 'document':
		case 'none':
			return { keep: vscode.l10n.t('Do Not Open'), actions: [vscode.l10n.t('Open Anyway')] };
	}
}

function keySentence({ output }: ConfigAnswers): string {
	switch (output) {
		case 'clipboard':
			return vscode.l10n.t(
				'The private key will be copied to the clipboard, where other programs can read it.',
			);
		case 'merge':
			return vscode.l10n.t(
				'The file will contain the private key. Do not commit it to version control.',
			);
		case 'insert':
		case 'document':
		case 'none':
			return vscode.l10n.t(
				'The document will contain the private key, and the editor keeps a copy of unsaved documents on disk.',
			);
	}
}

interface Delivery {
	readonly asked: boolean;
	/** The one in which the cursor was when the command began. */
	readonly editor: vscode.TextEditor | undefined;
}

export async function deliver(
	answers: ConfigAnswers,
	config: ClientConfig,
	{ asked, editor }: Delivery,
): Promise<void> {
	const { text, languageId } = config;
	switch (answers.output) {
		case 'document':
			return openText(text, languageId);
		case 'clipboard': {
			const done = vscode.l10n.t('Client configuration copied');
			if (!asked) return copyText(text, done);
			await vscode.env.clipboard.writeText(text);
			// Not awaited: the notification may stand there for minutes.
			offerToOpen(done, answers, config).catch(async (error: unknown) => {
				if (!isPkiError(error, 'cancelled')) await showError(error);
			});
			return;
		}
		case 'insert':
			return insertConfig(config, editor);
		case 'merge':
			return mergeConfig(answers.target, config, answers.into ?? '');
		case 'none':
			return;
	}
}

async function offerToOpen(
	done: string,
	answers: ConfigAnswers,
	config: ClientConfig,
): Promise<void> {
	const open = vscode.l10n.t('Open');
	if ((await vscode.window.showInformationMessage(`${done}.`, open)) !== open) return;
	if (holdsKey(config)) {
		const toOpen: ConfigAnswers = { ...answers, output: 'document' };
		const question = vscode.l10n.t('The text will contain the private key.');
		await confirmLoss(question, { detail: keySentence(toOpen), ...answersFor(toOpen) });
	}
	await openText(config.text, config.languageId);
}

function holdsKey({ text }: ClientConfig): boolean {
	return text.includes('PRIVATE KEY-----');
}
