import type * as vscode from 'vscode';
import type { ExplainedError } from '../api.js';
import { explainInSlices } from '../core/tls/explain/explainInSlices.js';
import { signalFrom } from '../ui/ask/progress.js';
import { explained } from '../ui/explained.js';
import { saidByWords, sideWords } from '../ui/words/errors/tls/sideWords.js';
import { answer, forModel } from './answer.js';
import { textField } from './input.js';

/** `pki_explain_tls_error` `{ text }`: every kind of error in it, with what to check. */
export async function explainForModel(
	input: unknown,
	token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
	return forModel(async () => {
		const text = textField(input, 'text') ?? '';
		const errors = (await explainInSlices(text, signalFrom(token))).map(explained);
		const lines = errors.length === 0 ? ['No known TLS error found.'] : errors.map(lineOf);
		return answer(lines, { errors, more: 0 });
	});
}

function lineOf({ code, meaning, side, saidBy, checks, host, port }: ExplainedError): string {
	const where = host === undefined ? '' : ` (${host}${port === undefined ? '' : `:${port}`})`;
	return `${code}${where}: ${meaning} ${sideWords(side)} ${saidByWords(saidBy)} Check: ${checks.join(' ')}`;
}
