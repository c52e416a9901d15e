/** The report of the last renewal, and what its buttons do. */
import { isPkiError } from '../../core/common/errors.js';
import { openText } from '../../ui/output.js';
import { reportMarkdown } from '../../ui/report/markdown.js';
import { ReportPanel } from '../../ui/report/reportPanel.js';
import { showError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { runNext } from './nextActions.js';
import type { Rotated } from './perform.js';
import { rotationReport } from './report.js';

let panel: ReportPanel | undefined;

/** Undefined where none is open. */
export function rotationShown(): ReportPanel | undefined {
	return panel?.isGone === true ? undefined : panel;
}

/** In the tab of the last report, else in a new one. `skipped` is what was not renewed, a sentence each. */
export function showRotation(
	context: CommandContext,
	done: readonly Rotated[],
	skipped: readonly string[],
): void {
	const report = rotationReport(context, done, skipped);
	let shown = rotationShown();
	if (!shown) {
		shown = new ReportPanel(context.context.extensionUri, report.kind);
		context.context.subscriptions.push(shown);
	}
	panel = shown;
	shown.show(report, {
		act: async (id) => {
			if (id === 'asMarkdown') await openText(reportMarkdown(report), 'markdown');
			else await runNext(id, done);
		},
		onError: (error) => {
			if (!isPkiError(error, 'cancelled')) void showError(error);
		},
	});
}
