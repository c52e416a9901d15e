import * as vscode from 'vscode';
import type { Explanation } from '../core/tls/explain/explanation.js';
import { explanationWords } from '../ui/words/errors/tls/explanationWords.js';
import { saidByWords, sideWords } from '../ui/words/errors/tls/sideWords.js';
import { visibleStart } from '../ui/words/visible.js';
import { placeWords } from './placeWords.js';

/** Lines of the text that are shown. */
const mostLines = 12;

/** Markdown; what programs said stands in it as code. */
export function explanationText(explanation: Explanation, text: string): string {
	const { id, code, side, saidBy, host, port } = explanation;
	const { title, meaning, checks } = explanationWords(id);
	const about = [`\`${visibleStart(code).replaceAll('`', "'")}\``];
	if (host !== undefined) about.push(placeWords(host, port));
	return [
		`# ${title}`,
		about.join(' · '),
		meaning,
		`${sideWords(side)} ${saidByWords(saidBy)}`,
		`## ${vscode.l10n.t('What to check')}`,
		checks.map((check, index) => `${index + 1}. ${check}`).join('\n'),
		`## ${vscode.l10n.t('The error')}`,
		quoted(text),
		'',
	].join('\n\n');
}

function quoted(text: string): string {
	const lines = text.trim().slice(0, 10_000).split(/\r?\n/);
	const shown = lines.slice(0, mostLines).map((line) => `    ${visibleStart(line, 1000)}`);
	return [...shown, ...(lines.length > mostLines ? ['    …'] : [])].join('\n');
}
