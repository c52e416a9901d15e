/** A details panel of its own for each test, and what it sends. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readSubject } from '../../src/details/page/subject.js';
import { DetailsPanel, type PanelKind } from '../../src/details/panel.js';
import type { DetailsView, ToView } from '../../src/details/protocol.js';
import type { DetailTarget } from '../../src/services/ports/details.js';
import { closeEditors, eventually } from './editor.js';
import { type StandIn, standInServices } from './standInContext.js';

/** Registers the hooks of a suite. */
export class PanelInTest {
	#standIn: StandIn | undefined;
	#panel: DetailsPanel | undefined;
	#posted: ToView[] = [];

	constructor(kind: PanelKind = 'tab') {
		beforeEach(() => {
			this.#standIn = standInServices();
			const tab = vscode.window.createWebviewPanel('pki.test', 'Test', vscode.ViewColumn.One);
			this.#posted = listenTo(tab.webview);
			const asText = () => Promise.resolve();
			const { services } = this.#standIn;
			this.#panel = new DetailsPanel(services, asText, () => undefined, tab, kind);
		});
		afterEach(async () => {
			this.#panel?.dispose();
			this.#standIn?.dispose();
			await closeEditors();
		});
	}

	get services() {
		assert.ok(this.#standIn);
		return this.#standIn.services;
	}

	get panel(): DetailsPanel {
		assert.ok(this.#panel);
		return this.#panel;
	}

	get view(): DetailsView {
		const { message } = this.panel;
		assert.ok(message?.type === 'show');
		return message.view;
	}

	get rows() {
		return this.view.blockList?.rows.entries ?? [];
	}

	async show(target: DetailTarget): Promise<void> {
		await this.panel.show(await readSubject(target));
	}

	/** As the page does. */
	async press(message: object): Promise<void> {
		await this.panel.receive(message);
	}

	/** What the page is sent for a question; undefined for nothing. */
	async answer(question: object): Promise<ToView | undefined> {
		const before = this.#posted.length;
		await this.panel.receive(question);
		return this.#posted[before];
	}

	/** Waits until the page shows it. */
	async becomes(what: string, isIt: (shown: DetailsView) => boolean): Promise<DetailsView> {
		return eventually(what, () => (isIt(this.view) ? this.view : undefined));
	}
}

/** Everything that is sent to the page from here on. */
function listenTo(webview: vscode.Webview): ToView[] {
	const posted: ToView[] = [];
	const post = webview.postMessage.bind(webview);
	Object.defineProperty(webview, 'postMessage', {
		value: (message: ToView) => {
			posted.push(message);
			return post(message);
		},
	});
	return posted;
}
