/** What the echo client saw, as a report. */
import * as vscode from 'vscode';
import type { EchoClientAnswer, EchoClientInput } from '../../core/tls/echo/echo.js';
import { targetText } from '../../core/tls/target.js';
import { openText } from '../../ui/output.js';
import { reportMarkdown } from '../../ui/report/markdown.js';
import type { Report, ReportRow } from '../../ui/report/report.js';
import { ReportPanel } from '../../ui/report/reportPanel.js';
import { showError } from '../../ui/words/errors/errors.js';
import { explainedFailure, failureTitle } from '../../ui/words/preflightWords.js';
import { visibleStart } from '../../ui/words/visible.js';
import { exactTime } from '../../ui/words/words.js';
import type { CommandContext } from '../command.js';

let panel: ReportPanel | undefined;

export function showEchoClient(
	context: CommandContext,
	input: EchoClientInput,
	answer: EchoClientAnswer,
	again: () => Promise<EchoClientAnswer>,
): void {
	if (!panel || panel.isGone) {
		panel = new ReportPanel(context.context.extensionUri, vscode.l10n.t('Echo Client'));
		context.context.subscriptions.push(panel);
	}
	const report = reportOf(input, answer);
	panel.show(report, {
		act: async (id) => {
			if (id === 'again') showEchoClient(context, input, await again(), again);
			if (id === 'asMarkdown') await openText(reportMarkdown(report), 'markdown');
		},
		onError: (error) => void showError(error),
	});
}

function reportOf({ host, port }: EchoClientInput, answer: EchoClientAnswer): Report {
	const { failure, answer: reply } = answer;
	const explained = failure && explainedFailure(failure);
	return {
		kind: vscode.l10n.t('Echo Client'),
		title: targetText({ host, port }),
		verdict: failure
			? { sign: 'expired', words: failureTitle(failure) }
			: { sign: 'valid', words: vscode.l10n.t('Connected') },
		facts: factRows(answer),
		sections: [
			...(failure && explained
				? [
						{
							...{ id: 'problems', title: vscode.l10n.t('Problems ({0})', 1), open: true },
							items: [
								{
									sign: 'expired' as const,
									text: explained.text,
									steps: explained.checks,
									code: failure.code,
									actions: [],
								},
							],
						},
					]
				: []),
			...(reply ? [replySection(reply)] : []),
		],
		actions: [
			{ id: 'again', label: vscode.l10n.t('Connect Again'), primary: true },
			{ id: 'asMarkdown', label: vscode.l10n.t('Open as Markdown') },
		],
		actionsLabel: vscode.l10n.t('Actions'),
		language: vscode.env.language,
	};
}

function factRows({ address, protocol, cipher, server }: EchoClientAnswer): readonly ReportRow[] {
	const rows: readonly (readonly [string, string | undefined])[] = [
		[vscode.l10n.t('Address'), address],
		[vscode.l10n.t('Protocol'), protocol?.replace('TLSv', 'TLS ')],
		[vscode.l10n.t('Cipher'), cipher],
		[vscode.l10n.t('Server'), server?.subject],
		[vscode.l10n.t('Names'), server?.subjectAltNames.join(', ')],
		[vscode.l10n.t('For'), server?.extendedKeyUsage.join(', ')],
		[vscode.l10n.t('Issuer'), server?.issuer],
		[vscode.l10n.t('Chain as sent'), server?.chain.join(' → ')],
		[vscode.l10n.t('Valid until'), server && exactTime(server.notAfter)],
	];
	return rows.flatMap(([label, value]) =>
		value === undefined || value === '' ? [] : [{ label, value: visibleStart(value, 300) }],
	);
}

/** JSON as it came. */
function replySection({ status, type, body }: NonNullable<EchoClientAnswer['answer']>) {
	const lines = body.trimEnd().split('\n').slice(0, 200);
	return {
		...{ id: 'reply', title: vscode.l10n.t('Answer ({0})', status), open: true },
		rows: type === undefined ? [] : [{ label: vscode.l10n.t('Content type'), value: type }],
		output: lines.map((line) => visibleStart(line.replaceAll('\t', '  '), 300)).join('\n'),
	};
}
