import type * as vscode from 'vscode';
import type { CheckFinding } from '../api.js';
import type { FindingsPort, FindingsRequest } from '../services/ports/findings.js';
import { signalFrom } from '../ui/ask/progress.js';
import { visible } from '../ui/words/visible.js';
import { answer, forModel, mostItems } from './answer.js';
import { fileOf, textField, textsField } from './input.js';

/** `pki_check` `{ files }` or `{ text, languageId }`, else the workspace. Rejects as `pki.check`. */
export async function checkForModel(
	port: FindingsPort,
	input: unknown,
	token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
	return forModel(async () => {
		const { findings } = await port.find(await requestOf(input), { signal: signalFrom(token) });
		const shown = findings.slice(0, mostItems);
		const lines = shown.length === 0 ? ['No problems found.'] : shown.map(lineOf);
		return answer(lines, { findings: shown, more: findings.length - shown.length });
	});
}

async function requestOf(input: unknown): Promise<FindingsRequest> {
	const files = textsField(input, 'files');
	if (files) return { uris: await Promise.all(files.map(fileOf)) };
	const text = textField(input, 'text');
	return text === undefined ? 'workspace' : { text, languageId: textField(input, 'languageId') };
}

function lineOf({ uri, range, severity, code, message }: CheckFinding): string {
	const where = uri === '' ? `line ${range.start.line + 1}` : `${uri}:${range.start.line + 1}`;
	return `${visible(where)}: ${severity} ${code}: ${message}`;
}
