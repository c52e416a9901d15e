import * as vscode from 'vscode';
import type { Change, Services } from '../services/services.js';
import { showError } from '../ui/words/errors.js';
import { blockName } from '../ui/facts/facts.js';
import { copyText } from '../ui/output.js';
import { plainText } from '../ui/words/plainText.js';
import { actionsFor, runAction } from './actions.js';
import { revocationOf, touches } from './source.js';
import { describeBlock } from './describe.js';
import { detailsHtml, webviewRoots } from './html.js';
import { keptOf } from './kept.js';
import { type FromView, parseFromView, type ToView } from './protocol.js';
import { firstShown, type Subject, type SubjectBlock } from './subject.js';
import { buildView, type BuiltView } from './view.js';

/** What the panel shows now: replaced as a whole, so that late answers for an older subject are told apart. */
interface Shown {
	readonly subject: Subject;
	readonly selected: number;
	readonly built: BuiltView;
	readonly message: ToView;
}

/** The one tab with details, reused for whatever is shown next. */
export class DetailsPanel implements vscode.Disposable {
	readonly #disposables: vscode.Disposable[] = [];
	#shown: Shown | undefined;
	/** Grows with each request to show something; an answer for an older one is dropped. */
	#request = 0;
	#disposed = false;

	constructor(
		private readonly services: Services,
		private readonly showAsText: (subject: Subject) => Promise<void>,
		onDispose: () => void,
		readonly tab: vscode.WebviewPanel,
	) {
		const { extensionUri } = services.context;
		tab.webview.options = { enableScripts: true, localResourceRoots: webviewRoots(extensionUri) };
		this.#disposables.push(
			tab.onDidDispose(() => {
				onDispose();
				this.dispose();
			}),
			tab.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('pki.expiry')) this.#run(() => this.#redraw());
			}),
			services.changes.onDidChange((change) => this.#run(() => this.#follow(change))),
		);
		tab.webview.html = detailsHtml(tab.webview, extensionUri);
	}

	/** Shows another subject; answers false where yet another one was asked for meanwhile. */
	async show(subject: Subject, selected = firstShown(subject)): Promise<boolean> {
		const request = ++this.#request;
		await this.#draw({ subject, selected }, request);
		return this.#isCurrent(request);
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#shown = undefined;
		this.tab.dispose();
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	#isCurrent(request: number): boolean {
		return !this.#disposed && this.#request === request;
	}

	async #draw(next: Pick<Shown, 'subject' | 'selected'>, request: number): Promise<void> {
		const { subject, selected } = next;
		const block = subject.blocks[selected];
		if (!block) return;
		const [facts, actions, origin] = await Promise.all([
			describeBlock(subject, block, { raw: true }),
			actionsFor(this.services, subject, block),
			this.#originOf(subject),
		]);
		if (!this.#isCurrent(request)) return;
		const built = buildView(subject, selected, facts, actions, origin);
		const kept = keptOf(subject, selected);
		const message: ToView = { type: 'show', view: built.view, kept };
		this.#shown = { subject, selected, built, message };
		this.tab.title = plainText(blockName(block), 60);
		this.#post(message);
	}

	async #redraw(): Promise<void> {
		if (this.#shown) await this.#draw(this.#shown, ++this.#request);
	}

	/** After a revocation the verdict is another one. */
	async #follow(change: Change): Promise<void> {
		const shown = this.#shown;
		const source = shown?.subject.source;
		if (!shown || !source || !touches(change, source)) return;
		const revokedAt = await revocationOf(this.services, source);
		// A revocation is never undone, so no answer changes nothing.
		if (revokedAt === undefined || this.#shown !== shown) return;
		if (revokedAt === shown.subject.revokedAt) return;
		await this.#draw({ ...shown, subject: { ...shown.subject, revokedAt } }, ++this.#request);
	}

	async #originOf({ uri, source, origin, title }: Subject): Promise<string> {
		if (uri) return vscode.workspace.asRelativePath(uri);
		const place = source ?? origin;
		if (!place) return plainText(title, 80);
		const all = await this.services.connections.list();
		const label = all.find(({ id }) => id === place.connection)?.label ?? place.connection;
		return plainText(`${label} / ${place.mount}`, 80);
	}

	#post(message: ToView): void {
		if (!this.#disposed) void this.tab.webview.postMessage(message);
	}

	#receive(raw: unknown): void {
		const message = parseFromView(raw);
		const shown = this.#shown;
		if (!message || !shown) return;
		const block = shown.subject.blocks[shown.selected];
		if (block) this.#run(() => this.#handle(message, shown, block));
	}

	async #handle(message: FromView, shown: Shown, block: SubjectBlock): Promise<void> {
		switch (message.type) {
			// Also after the tab was hidden: a hidden view keeps nothing.
			case 'ready':
				this.#post(shown.message);
				return;
			case 'select':
				await this.#draw({ ...shown, selected: message.index }, ++this.#request);
				return;
			case 'copy': {
				const copy = shown.built.copies.get(message.id);
				if (!copy) return;
				const done = vscode.l10n.t('{0} copied', copy.label);
				await copyText(copy.text, done);
				this.#post({ type: 'announce', text: done });
				return;
			}
			case 'action': {
				const text = await runAction(message.id, shown.subject, block, () =>
					this.showAsText(shown.subject),
				);
				if (text !== undefined) this.#post({ type: 'announce', text });
			}
		}
	}

	#run(task: () => Promise<void>): void {
		task().catch((error: unknown) => {
			this.services.log.error(`details: ${error instanceof Error ? error.message : String(error)}`);
			void showError(error);
		});
	}
}
