/** What a TLS error means, as a report. */
import * as vscode from 'vscode';
import type { Explanation } from '../core/tls/explain/explanation.js';
import type { Report, ReportAction } from '../ui/report/report.js';
import { explanationWords } from '../ui/words/errors/tls/explanationWords.js';
import { saidByWords, sideWords } from '../ui/words/errors/tls/sideWords.js';
import { visibleStart } from '../ui/words/visible.js';
import { placeWords } from './placeWords.js';
import { withoutSecrets } from './withoutSecrets.js';

/** Lines of the text that are shown. */
const mostLines = 12;
/** More buttons would fill several lines above what somebody came to read. */
const mostButtons = 4;

/** @param commands what can be done right away, the likeliest first; `text` is where the error was found. */
export function explanationReport(
	explanation: Explanation,
	text: string,
	commands: readonly vscode.Command[],
): Report {
	const { id, code, side, saidBy, host, port } = explanation;
	const { title, meaning, checks } = explanationWords(id);
	const server =
		host === undefined
			? []
			: [{ label: vscode.l10n.t('Server'), value: visibleStart(placeWords(host, port)) }];
	return {
		...{ kind: vscode.l10n.t('TLS Error'), title },
		verdict: {
			...{ sign: 'expired', words: meaning },
			note: `${sideWords(side)} ${saidByWords(saidBy)}`,
		},
		facts: [{ label: vscode.l10n.t('Code'), value: visibleStart(code), mono: true }, ...server],
		sections: [
			{ ...{ id: 'checks', title: vscode.l10n.t('What to check'), open: true }, steps: checks },
			{
				...{ id: 'error', title: vscode.l10n.t('The error'), open: true },
				output: shortened(text),
			},
		],
		actions: [
			...commands.map(actionOf),
			{ id: asMarkdown, label: vscode.l10n.t('Open as Markdown'), rare: 'markdown' },
		],
		actionsLabel: vscode.l10n.t('Actions'),
		language: vscode.env.language,
	};
}

export const asMarkdown = 'asMarkdown';

function actionOf({ command, title }: vscode.Command, index: number): ReportAction {
	return {
		...{ id: command, label: title, primary: index === 0 },
		...(index >= mostButtons && { rare: 'play' }),
	};
}

function shortened(text: string): string {
	const lines = withoutSecrets(text.trim().slice(0, 10_000)).split(/\r?\n/);
	const shown = lines.slice(0, mostLines).map((line) => visibleStart(line, 1000));
	return [...shown, ...(lines.length > mostLines ? ['…'] : [])].join('\n');
}
