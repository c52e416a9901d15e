/** The report of a watch, which follows it, and what its buttons do. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { Watch, Watches } from '../../services/tls/watches.js';
import { copyText, openText } from '../../ui/output.js';
import { reportMarkdown } from '../../ui/report/markdown.js';
import type { Report } from '../../ui/report/report.js';
import { ReportPanel } from '../../ui/report/reportPanel.js';
import { showError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { environmentLine } from './environment.js';
import { connectionReport, watchReport } from './watchReport.js';

let panel: ReportPanel | undefined;
let following: vscode.Disposable | undefined;

/** Undefined where none is open. */
export function watchShown(): ReportPanel | undefined {
	return panel?.isGone === true ? undefined : panel;
}

/** With `connection`, that one alone. In the tab of the last report, else in a new one. */
export async function showWatch(
	context: CommandContext,
	watch: Watch,
	connection?: number,
): Promise<void> {
	const watches = await context.watches();
	let shown = watchShown();
	if (!shown) {
		shown = new ReportPanel(context.context.extensionUri, vscode.l10n.t('Watch Handshakes'));
		context.context.subscriptions.push(shown);
	}
	panel = shown;
	const report = () => reportOf(watch, connection);
	shown.show(report(), {
		act: (id) => act(id, watches, watch, report),
		onError: (error) => {
			if (!isPkiError(error, 'cancelled')) void showError(error);
		},
	});
	follow(watches, watch, report);
}

function reportOf(watch: Watch, id: number | undefined): Report {
	const connection = watch.connections.find((one) => one.id === id);
	return connection ? connectionReport(watch, connection) : watchReport(watch);
}

/** A busy client makes many connections: the page is drawn anew at most so often. */
const quietMs = 200;

function follow(watches: Watches, watch: Watch, report: () => Report): void {
	following?.dispose();
	let timer: NodeJS.Timeout | undefined;
	const draw = () => {
		timer = undefined;
		const shown = watchShown();
		if (shown) shown.update(report());
		else following?.dispose();
	};
	const listening = watches.onDidChange((changed) => {
		if (changed === watch) timer ??= setTimeout(draw, quietMs);
	});
	following = new vscode.Disposable(() => {
		clearTimeout(timer);
		listening.dispose();
	});
}

async function act(
	id: string,
	watches: Watches,
	watch: Watch,
	report: () => Report,
): Promise<void> {
	switch (id) {
		case 'copyEnvironment':
			await copyText(environmentLine(watch), vscode.l10n.t('Environment copied'));
			return;
		case 'stop':
			await watches.stop(watch.id);
			return;
		case 'asMarkdown':
			await openText(reportMarkdown(report()), 'markdown');
	}
}
