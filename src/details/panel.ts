import * as vscode from 'vscode';
import type { Change } from '../services/changes.js';
import type { Services } from '../services/services.js';
import { whenReady } from '../services/workspace/whenReady.js';
import { showError } from '../ui/words/errors/errors.js';
import { frame } from '../ui/webviewFrame.js';
import { blockName } from '../ui/facts/facts.js';
import { copyText } from '../ui/output.js';
import { plainText } from '../ui/words/plainText.js';
import { actionsFor, runAction } from './actions.js';
import { answerTo } from './answers.js';
import { findMatching } from './page/blockList.js';
import { describeBlock, isOcsp } from './page/describe.js';
import { followFile, readFollowed } from './followFile.js';
import { keptOf } from './kept.js';
import { afterOpening } from './keyStore.js';
import { filtered, freshLists, lengthened } from './page/lists.js';
import { type FromView, type ListId, parseFromView, type ToView } from './protocol.js';
import { readNext, type ReadContent } from './reading.js';
import { originWords, partOf, readOrigin, revocationOf, touches } from './source.js';
import {
	firstShown,
	keyOf,
	type Revocation,
	revocationIn,
	sameBlock,
	type Subject,
	type SubjectBlock,
	withRevocation,
} from './page/subject.js';
import type { Page, Shown } from './shown.js';
import { buildView } from './view.js';

/** `editor`: VS Code made the tab for a file, names it, and makes it again in a window that was loaded anew. */
export type PanelKind = 'tab' | 'preview' | 'editor';

/** A tab with details. It follows what it shows: the file, the CRL, whether the certificate is revoked. */
export class DetailsPanel implements vscode.Disposable {
	/** Whether the next certificate that is only looked at takes its place. */
	isPreview: boolean;
	readonly #disposables: vscode.Disposable[] = [];
	#following: vscode.Disposable | undefined;
	#key: string | undefined;
	#shown: Shown | undefined;
	#first: ToView | undefined;
	/** Grows with each request to show something; an answer for an older one is dropped. */
	#request = 0;
	/** Grows with each time that something is read again. */
	#reading = 0;
	#disposed = false;

	constructor(
		private readonly services: Services,
		private readonly showAsText: (subject: Subject) => Promise<void>,
		onDispose: (panel: DetailsPanel) => void,
		readonly tab: vscode.WebviewPanel,
		private readonly kind: PanelKind,
	) {
		this.isPreview = kind === 'preview';
		this.#disposables.push(
			tab.onDidDispose(() => {
				onDispose(this);
				this.dispose();
			}),
			tab.webview.onDidReceiveMessage((raw: unknown) => this.#run(() => this.receive(raw))),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('pki.expiry')) this.#run(() => this.#redraw({}));
			}),
			whenReady(services.workspace, () => this.#run(() => this.#redraw({}))),
			services.changes.onDidChange((change) => this.#run(() => this.#follow(change))),
		);
	}

	/** Names what is shown, or will be. */
	get key(): string | undefined {
		return this.#key;
	}

	/** What the view was sent last. */
	get message(): ToView | undefined {
		return this.#shown?.message;
	}

	/** Shows another subject; answers false where yet another one was asked for meanwhile. */
	async show(given: Subject, selected = firstShown(given)): Promise<boolean> {
		const subject = this.#withKnown(given);
		const request = ++this.#request;
		this.#reading += 1;
		this.#key = keyOf(subject);
		this.#followFileOf(subject);
		await this.#draw({ subject, selected, lists: freshLists }, request);
		if (!this.#isCurrent(request)) return false;
		const [first] = subject.blocks;
		const revocation = first && revocationIn(subject, first);
		if (revocation && revocation.reason === undefined) this.#run(() => this.#readRevocation());
		return true;
	}

	/** What was learnt of certificates stays known when the same file is decoded again. */
	#withKnown(subject: Subject): Subject {
		const { revocations: known } = this.#shown?.subject ?? {};
		if (!known || this.#key === undefined || this.#key !== keyOf(subject)) return subject;
		return { ...subject, revocations: new Map([...known, ...subject.revocations]) };
	}

	/** Of a window that was loaded anew, which kept no private keys: the file counts where it is another one. */
	async showKept(subject: Subject, selected: number): Promise<void> {
		await this.show(subject, selected);
		if (!this.#following) return;
		const kept = keptOf(subject, 0)?.content;
		await this.#readFile((next) => keptOf(next, 0)?.content !== kept);
	}

	/** As the view does when something is pressed in it. */
	async receive(raw: unknown): Promise<void> {
		const message = parseFromView(raw);
		const shown = this.#shown;
		const block = shown?.subject.blocks[shown.selected];
		if (message && block) await this.#handle(message, shown, block);
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		this.#shown = undefined;
		this.#following?.dispose();
		this.tab.dispose();
		vscode.Disposable.from(...this.#disposables).dispose();
	}

	#isCurrent(request: number): boolean {
		return !this.#disposed && this.#request === request;
	}

	async #draw(page: Page, request: number): Promise<void> {
		const { subject, selected, lists, notice } = page;
		const block = subject.blocks[selected];
		if (!block) return;
		const { workspace } = this.services;
		const readsOthers = this.#shown?.subject.blocks[this.#shown.selected] === block;
		const [facts, actions, origin] = await Promise.all([
			describeBlock(subject, block, { raw: true, lists, workspace, readsOthers }),
			actionsFor(this.services, subject, block),
			originWords(this.services, subject),
			findMatching(subject, lists.blocks.filter),
		]);
		if (!this.#isCurrent(request)) return;
		const built = buildView(subject, selected, facts, actions, origin, { lists, notice });
		const isEditor = this.kind === 'editor';
		const kept = isEditor ? undefined : keptOf(subject, selected, this.isPreview);
		const message: ToView = { type: 'show', view: built.view, kept };
		this.#first ??= message;
		if (this.#shown) this.#post(message);
		else frame(this.tab, this.services.context.extensionUri, 'details', message);
		this.#shown = { subject, selected, lists, notice, built, message };
		if (!isEditor) this.tab.title = plainText(blockName(block), 60);
		// What other files say of it follows.
		if (!readsOthers && isOcsp(block)) await this.#draw(page, request);
	}

	async #redraw(change: Partial<Page>): Promise<void> {
		if (this.#shown) await this.#draw({ ...this.#shown, ...change }, ++this.#request);
	}

	#followFileOf(subject: Subject): void {
		this.#following?.dispose();
		const { uri, source, origin, isPart } = subject;
		const isFile = uri && !source && !origin && isPart !== true;
		this.#following = isFile ? followFile(uri, () => this.#run(() => this.#readFile())) : undefined;
	}

	async #follow(change: Change): Promise<void> {
		const { source, origin } = this.#shown?.subject ?? {};
		if (source && touches(change, source, 'certificates')) await this.#readRevocation();
		if (origin && touches(change, origin, partOf(origin))) {
			await this.#readAgain(() => readOrigin(this.services, origin));
		}
	}

	/** A revocation is never undone, so no answer changes nothing. */
	async #readRevocation(): Promise<void> {
		const { subject } = this.#shown ?? {};
		const [first] = subject?.blocks ?? [];
		if (!subject?.source || !first) return;
		const known = await revocationOf(this.services, subject.source);
		if (known && this.#shown?.subject === subject) await this.#setRevocation(first, known);
	}

	async #setRevocation(block: SubjectBlock, known: Revocation): Promise<void> {
		const { subject } = this.#shown ?? {};
		if (!subject) return;
		const old = revocationIn(subject, block);
		if (old?.at === known.at && old.reason === known.reason) return;
		await this.#redraw({ subject: withRevocation(subject, block, known) });
	}

	async #readFile(isOther?: (next: Subject) => boolean): Promise<void> {
		const { uri } = this.#shown?.subject ?? {};
		if (uri) await this.#readAgain(() => readFollowed(uri), isOther);
	}

	/** What cannot be read any more stays as it was, and the page says so. */
	async #readAgain(
		read: ReadContent,
		isOther: (next: Subject) => boolean = () => true,
	): Promise<void> {
		const reading = ++this.#reading;
		const { subject } = this.#shown ?? {};
		if (!subject) return;
		const answer = await readNext(subject, read);
		const shown = this.#shown;
		if (!answer || !shown || this.#reading !== reading) return;
		const { next, notice } = answer;
		if (!next) await this.#redraw({ notice });
		else if (next.digest !== shown.subject.digest && isOther(next)) {
			await this.#replace(shown, next);
		} else if (shown.notice !== undefined) await this.#redraw({ notice: undefined });
	}

	/** What was learnt of a certificate meanwhile stays known. */
	async #replace({ subject, selected }: Shown, next: Subject): Promise<void> {
		const { revocations } = subject;
		await this.#redraw({
			subject: { ...next, revocations },
			selected: sameBlock(subject, selected, next),
			notice: undefined,
		});
	}

	#post(message: ToView): void {
		if (!this.#disposed) void this.tab.webview.postMessage(message);
	}

	async #handle(message: FromView, shown: Shown, block: SubjectBlock): Promise<void> {
		switch (message.type) {
			// Also after the tab was hidden: a hidden view keeps nothing.
			case 'ready':
				if (message.shows !== 'first' || shown.message !== this.#first) this.#post(shown.message);
				return;
			case 'select':
				await this.#redraw({
					selected: message.index,
					lists: { ...freshLists, blocks: shown.lists.blocks },
				});
				return;
			case 'filter':
				await this.#redraw({ lists: filtered(shown.lists, message.list, message.text) });
				this.#announceList(message.list);
				return;
			case 'more':
				await this.#redraw({ lists: lengthened(shown.lists, message.list) });
				this.#announceList(message.list);
				return;
			case 'copy':
				await this.#copy(shown, message.id);
				return;
			case 'rows':
			case 'asn1': {
				const answer = answerTo(message, { ...shown, block });
				if (answer) this.#post(answer);
				return;
			}
			case 'action':
				await this.#act(message.id, shown.subject, block);
		}
	}

	async #copy({ built }: Shown, id: string): Promise<void> {
		const copy = built.copies.get(id);
		if (!copy) return;
		const done = vscode.l10n.t('{0} copied', copy.label);
		await copyText(copy.text, done);
		this.#post({ type: 'announce', text: done });
	}

	async #act(id: string, subject: Subject, block: SubjectBlock): Promise<void> {
		const showAsText = () => this.showAsText(subject);
		const outcome = await runAction(id, this.services, { subject, block }, showAsText);
		if (outcome.said !== undefined) this.#post({ type: 'announce', text: outcome.said });
		if (outcome.revocation) await this.#setRevocation(block, outcome.revocation);
		if (outcome.opened && this.#shown?.subject.digest === subject.digest) {
			await this.#redraw({
				subject: outcome.opened,
				selected: afterOpening(subject, block, outcome.opened),
			});
		}
	}

	/** Whoever does not see the list hears what became of it. */
	#announceList(id: ListId): void {
		const text = this.#shown?.built.lists.find((list) => list.id === id)?.status ?? '';
		if (text !== '') this.#post({ type: 'announce', text });
	}

	#run(task: () => Promise<void>): void {
		task().catch((error: unknown) => {
			this.services.log.error(`details: ${error instanceof Error ? error.message : String(error)}`);
			void showError(error);
		});
	}
}
