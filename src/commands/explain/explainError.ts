import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import {
	type Explanation,
	explainText,
	type FoundExplanation,
} from '../../core/tls/explain/explanation.js';
import { explainInSlices } from '../../core/tls/explain/explainInSlices.js';
import { withProgress } from '../../ui/ask/progress.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { explained } from '../../ui/explained.js';
import { explanationWords } from '../../ui/words/errors/tls/explanationWords.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalBoolean, optionalString } from '../input/options.js';

type Result = PkiCommands['pki.explainError']['result'];

interface Found {
	readonly explanation: Explanation;
	/** Where it was found. */
	readonly text: string;
}

/**
 * `pki.explainError` `{ text, show }`: what a TLS error means. Without a text it is what a person looks at: the selection, the
 * cursor's line, the document (a log), the clipboard, else what is typed. Nothing known rejects with `notFound`. Reads only,
 * so it works in Restricted Mode.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const text = optionalString(input.options, 'text');
	const show = optionalBoolean(input.options, 'show') ?? input.interactive;
	if (text === undefined && !input.interactive) {
		throw new PkiError('invalid', {
			reason: 'badOption',
			args: { name: 'text', expected: 'string' },
		});
	}
	const { explanation, text: where } =
		text === undefined ? await ask() : known(text, explainText(text));
	if (show) await context.views.explanations.show(explanation, where);
	return explained(explanation);
}

function known(text: string, explanation: Explanation | undefined): Found {
	if (explanation) return { explanation, text };
	throw new PkiError('notFound', { reason: 'tlsError' });
}

async function ask(): Promise<Found> {
	const editor = vscode.window.activeTextEditor;
	const selection =
		editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
	if (selection !== '') return known(selection, explainText(selection));
	const line = editor?.document.lineAt(editor.selection.active.line).text ?? '';
	const atCursor = explainText(line);
	if (atCursor) return { explanation: atCursor, text: line };
	const inDocument = editor && (await chooseIn(editor.document.getText()));
	if (inDocument) return inDocument;
	const clipboard = (await vscode.env.clipboard.readText()).slice(0, 100_000);
	const copied = explainText(clipboard);
	if (copied) return { explanation: copied, text: clipboard };
	return askForText();
}

/** A log has several. */
async function chooseIn(text: string): Promise<Found | undefined> {
	const all = await withProgress(vscode.l10n.t('Looking for TLS errors…'), (signal) =>
		explainInSlices(text, signal),
	);
	const [first] = all;
	if (!first) return undefined;
	if (all.length === 1) return { explanation: first, text: lineOf(first, text) };
	const items = all.map((found) => ({
		label: explanationWords(found.id).title,
		description: plainText(found.code),
		detail: plainText(lineOf(found, text)),
		found,
	}));
	const { found } = await askOnce(vscode.l10n.t('Explain TLS Error'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('Choose an error'), items }),
	);
	return { explanation: found, text: lineOf(found, text) };
}

function lineOf({ start }: FoundExplanation, text: string): string {
	const end = text.indexOf('\n', start);
	const line = text.slice(text.lastIndexOf('\n', start) + 1, end === -1 ? undefined : end);
	return line.slice(0, 20_000);
}

async function askForText(): Promise<Found> {
	const typed = await askOnce(vscode.l10n.t('Explain TLS Error'), (frame) =>
		frame.text({
			prompt: vscode.l10n.t('Error message, code or line of a log'),
			placeholder: 'SELF_SIGNED_CERT_IN_CHAIN',
			validate: (value) =>
				explainText(value)
					? undefined
					: vscode.l10n.t('No known TLS error was found in this text.'),
		}),
	);
	return known(typed, explainText(typed));
}
