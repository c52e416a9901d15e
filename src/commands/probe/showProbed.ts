import type { CommandContext } from '../command.js';
import { ReportPanel } from '../../ui/report/reportPanel.js';
import { showError } from '../../ui/words/errors/errors.js';
import { runAction } from './actions.js';
import { probeReport } from './reportView.js';
import type { Probed } from './runProbe.js';
import * as vscode from 'vscode';

let panel: ReportPanel | undefined;

/** The report that is shown; undefined where none is. */
export function reportShown(): ReportPanel | undefined {
	return panel?.isGone === true ? undefined : panel;
}

/** In the tab of the last report, else in a new one. */
export function showProbed(context: CommandContext, probed: Probed): void {
	let shown = reportShown();
	if (!shown) {
		shown = new ReportPanel(context.context.extensionUri, vscode.l10n.t('TLS Test'));
		context.context.subscriptions.push(shown);
	}
	panel = shown;
	const report = probeReport(probed);
	shown.show(report, {
		act: async (id) => {
			const next = await runAction(id, context, probed, report);
			if (!next) return;
			showProbed(context, next);
			shown.announce(probeReport(next).verdict.words);
		},
		onError: (error) => void showError(error),
	});
}
