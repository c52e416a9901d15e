import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { askOnce } from '../ask/wizard.js';
import { plainText } from '../words/plainText.js';
import { frame } from '../webviewFrame.js';
import {
	parseFromReportPage,
	type Report,
	type ReportAction,
	type ToReportPage,
} from './report.js';

export interface ReportHandlers {
	/** A button was pressed; what it rejects with is shown. */
	act(id: string): Promise<void>;
	onError(error: unknown): void;
}

const viewType = 'pki.report';
const moreId = 'more';

/** A tab with a report. One tab is used again for the next report of its kind. */
export class ReportPanel {
	readonly #tab: vscode.WebviewPanel;
	#message: ToReportPage | undefined;
	#handlers: ReportHandlers | undefined;
	#rare: readonly ReportAction[] = [];
	#isGone = false;

	constructor(extensionUri: vscode.Uri, title: string) {
		const tab = vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
			enableFindWidget: true,
		});
		this.#tab = tab;
		frame(tab, extensionUri, 'report');
		tab.onDidDispose(() => (this.#isGone = true));
		tab.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
	}

	get isGone(): boolean {
		return this.#isGone;
	}

	/** What the page was sent last. */
	get message(): ToReportPage | undefined {
		return this.#message;
	}

	show(report: Report, handlers: ReportHandlers): void {
		this.#handlers = handlers;
		this.update(report);
		this.#tab.reveal();
	}

	/** The same report with more in it: the tab stays where it is. */
	update(report: Report): void {
		this.#rare = report.actions.filter(({ rare }) => rare !== undefined);
		this.#message = { type: 'report', report: withMore(report, this.#rare) };
		this.#tab.title = plainText(report.title, 60);
		this.#post(this.#message);
	}

	/** For those who do not see what changed. */
	announce(text: string): void {
		this.#post({ type: 'announce', text });
	}

	/** As the page does when something is pressed in it. */
	async receive(raw: unknown): Promise<void> {
		const message = parseFromReportPage(raw);
		// Also after the tab was hidden: a hidden page keeps nothing.
		if (message?.type === 'ready' && this.#message) this.#post(this.#message);
		if (message?.type !== 'action' || !this.#handlers) return;
		const handlers = this.#handlers;
		try {
			const id = message.id === moreId ? await this.#chooseRare() : message.id;
			if (id !== undefined) await handlers.act(id);
		} catch (error) {
			handlers.onError(error);
		}
	}

	/** Undefined where nothing is chosen. */
	async #chooseRare(): Promise<string | undefined> {
		const items = this.#rare.map(({ id, label, rare = 'blank' }) => ({
			...{ label, id },
			iconPath: new vscode.ThemeIcon(rare),
		}));
		const prompt = vscode.l10n.t('Choose an action');
		try {
			const chosen = await askOnce(this.#tab.title, (question) => question.pick({ prompt, items }));
			return chosen.id;
		} catch (error) {
			if (isPkiError(error, 'cancelled')) return undefined;
			throw error;
		}
	}

	dispose(): void {
		if (!this.#isGone) this.#tab.dispose();
	}

	#post(message: ToReportPage): void {
		if (!this.#isGone) void this.#tab.webview.postMessage(message);
	}
}

/** One button in place of the rarer ones. */
function withMore(report: Report, rare: readonly ReportAction[]): Report {
	if (rare.length === 0) return report;
	const shown = report.actions.filter((action) => !rare.includes(action));
	const more = { id: moreId, label: vscode.l10n.t('More Actions…') };
	return { ...report, actions: [...shown, more] };
}
