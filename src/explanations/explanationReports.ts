import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import type { Explanation } from '../core/tls/explain/explanation.js';
import type { ExplanationsPort } from '../services/ports/explanations.js';
import { openText } from '../ui/output.js';
import { reportMarkdown } from '../ui/report/markdown.js';
import { ReportPanel } from '../ui/report/reportPanel.js';
import { showError } from '../ui/words/errors/errors.js';
import { actionCommands } from './actionCommands.js';
import { asMarkdown, explanationReport } from './explanationReport.js';

/** Explanations in a tab, with what can be done as buttons; one tab is used again. In memory only. */
export class ExplanationReports implements ExplanationsPort, vscode.Disposable {
	#panel: ReportPanel | undefined;

	constructor(private readonly extensionUri: vscode.Uri) {}

	/** Undefined where none is open. */
	get shown(): ReportPanel | undefined {
		return this.#panel?.isGone === true ? undefined : this.#panel;
	}

	async show(explanation: Explanation, text: string): Promise<void> {
		const commands = await actionCommands(explanation, text);
		const report = explanationReport(explanation, text, commands);
		this.#panel = this.shown ?? new ReportPanel(this.extensionUri, report.kind);
		this.#panel.show(report, {
			act: async (id) => {
				const command = commands.find((one) => one.command === id);
				if (id === asMarkdown) await openText(reportMarkdown(report), 'markdown');
				else if (command) await run(command);
			},
			onError: (error) => {
				if (!isPkiError(error, 'cancelled')) void showError(error);
			},
		});
	}

	dispose(): void {
		this.#panel?.dispose();
	}
}

async function run({ command, arguments: given = [] }: vscode.Command): Promise<void> {
	await vscode.commands.executeCommand(command, ...(given as unknown[]));
}
