import * as vscode from 'vscode';
import { toApiError } from '../ui/words/errors/errors.js';

/** Blocks or findings: a model has only so much room, and is told how many more there are. */
export const mostItems = 100;

/** A few lines to read, and the same as JSON. */
export function answer(
	lines: readonly string[],
	data: Readonly<Record<string, unknown>> & { readonly more: number },
): vscode.LanguageModelToolResult {
	const more = data.more > 0 ? [`- … and ${data.more} more`] : [];
	const text = [...lines.map((line) => `- ${line}`), ...more].join('\n');
	return new vscode.LanguageModelToolResult([
		new vscode.LanguageModelTextPart(text === '' ? 'Nothing found.' : text),
		new vscode.LanguageModelTextPart(JSON.stringify(data)),
	]);
}

/** Errors are sentences, as a command's are. */
export async function forModel<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toApiError(error);
	}
}
