/** What a server says, for a notification: each warning or error once, and short. */
import * as vscode from 'vscode';
import { plainText } from '../plainText.js';

export interface ShortWords {
	/** Empty where the server says nothing. */
	readonly words: string;
	/** All of it in full, one message a paragraph; absent where `words` is all there is. */
	readonly full?: string;
}

/** About two lines of a notification. */
const longest = 140;

/** What *Show Details* shows of one message. */
const longestInFull = 2000;

/** The first warning, cut where it is long, and how many more there are. */
export function shortWarnings(warnings: readonly string[]): ShortWords {
	return shorten(distinct(warnings));
}

/** All that a failure's messages say where that is short, else the first, cut, and how many more there are. */
export function shortErrors(messages: readonly string[]): ShortWords {
	const all = distinct(messages);
	const together = all.join('; ');
	return together.length <= longest ? { words: together } : shorten(all);
}

function distinct(messages: readonly string[]): readonly string[] {
	const all = messages.map((message) => plainText(message, longestInFull));
	return [...new Set(all)].filter((message) => message !== '');
}

function shorten(all: readonly string[]): ShortWords {
	const [first = ''] = all;
	const short = plainText(first, longest);
	const more = all.length - 1;
	if (more <= 0) return { words: short, ...(short !== first && { full: first }) };
	return { words: vscode.l10n.t('{0} (and {1} more)', short, more), full: all.join('\n\n') };
}

/** What *Show Details* opens: the warnings in full. */
export async function showFullWarnings(full: string): Promise<void> {
	const title = vscode.l10n.t('Server warnings');
	await vscode.window.showWarningMessage(title, { modal: true, detail: full });
}

/** What *Show Details* opens: what went wrong, and the server's words in full. */
export async function showFullError(sentence: string, full: string): Promise<void> {
	await vscode.window.showErrorMessage(sentence, { modal: true, detail: full });
}
