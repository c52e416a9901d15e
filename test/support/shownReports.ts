/** The reports that the extension shows in a real VS Code, and their buttons: what its page is sent, and sends back. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Report, ToReportPage } from '../../src/ui/report/report.js';
import { eventually } from './eventually.js';

interface Shown {
	report: Report | undefined;
	hear: ((message: unknown) => unknown) | undefined;
}

/** Registers the hooks of a suite. */
export class ReportsInTest {
	#shown: Shown[] = [];
	#undo: () => void = () => undefined;

	constructor() {
		beforeEach(() => {
			this.#shown = [];
			const own = Object.getOwnPropertyDescriptor(vscode.window, 'createWebviewPanel');
			assert.ok(own);
			const make = vscode.window.createWebviewPanel;
			const value = (...given: Parameters<typeof make>) => this.#watch(make(...given));
			Object.defineProperty(vscode.window, 'createWebviewPanel', { ...own, value });
			this.#undo = () => Object.defineProperty(vscode.window, 'createWebviewPanel', own);
		});
		afterEach(() => this.#undo());
	}

	/** Waits for a report of this title. */
	becomes(title: string): Promise<Report> {
		return eventually(`the report ${title}`, () =>
			this.#shown.map(({ report }) => report).find((report) => report?.title === title),
		);
	}

	/** As its page does when the button is pressed. */
	async press(title: string, button: string): Promise<void> {
		const shown = this.#shown.find(({ report }) => report?.title === title);
		const action = shown?.report?.actions.find(({ label }) => label === button);
		assert.ok(action, `no button ${button}`);
		await shown?.hear?.({ type: 'action', id: action.id });
	}

	#watch(tab: vscode.WebviewPanel): vscode.WebviewPanel {
		const shown: Shown = { report: undefined, hear: undefined };
		this.#shown.push(shown);
		const { webview } = tab;
		const post = webview.postMessage.bind(webview);
		const listen = webview.onDidReceiveMessage.bind(webview);
		const value = (message: ToReportPage) => {
			if (message.type === 'report') shown.report = message.report;
			return post(message);
		};
		Object.defineProperty(webview, 'postMessage', { value });
		const onDidReceiveMessage: vscode.Event<unknown> = (hear, ...rest) => {
			shown.hear = hear;
			return listen(hear, ...rest);
		};
		Object.defineProperty(webview, 'onDidReceiveMessage', { value: onDidReceiveMessage });
		return tab;
	}
}

/** Waits until the extension shows the explanation with this title. */
export function shownExplanation(title: string): Promise<vscode.Tab> {
	return eventually(title, () => {
		const { activeTab } = vscode.window.tabGroups.activeTabGroup;
		const isReport = activeTab?.input instanceof vscode.TabInputWebview;
		return isReport && activeTab.label === title ? activeTab : undefined;
	});
}
