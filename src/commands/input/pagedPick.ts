import * as vscode from 'vscode';
import type { Page } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { askOrRecall } from '../../ui/ask/drafts.js';
import { isFound, plainRow, rowsFor } from './pickRows.js';

/** Candidates that come from a server, page by page. */
export interface PickSource<T> {
	readonly title: string;
	readonly prompt: string;
	/** What is chosen, as errors call it; asked again when the command failed because of it. */
	readonly field: string;
	page(cursor: string | undefined, signal: AbortSignal): Promise<Page<T>>;
	item(value: T): vscode.QuickPickItem;
	/** What is thrown when there is no candidate and nothing can be typed. */
	readonly none: PkiError;
	/**
	 * When typed text is as good as an item (a path that the token may use but not list); undefined while the text
	 * cannot be one. `name` is what an item of that name has as its label.
	 */
	typed?(text: string): { readonly value: T; readonly name: string } | undefined;
}

type Entry<T> = vscode.QuickPickItem & { readonly value?: T; readonly more?: string };

/** The server did not answer within this time: show a busy pick that can be cancelled. */
const quietMs = 300;

/** A pause in typing, after which pages are searched that are not loaded yet. */
const typingMs = 250;

/**
 * Takes the only candidate, else asks. Nothing flickers while the answer is quick; later a busy quick pick stands
 * there, and Escape stops the call. Text that no loaded row has is searched for in the further pages. Rejects with
 * `cancelled`, `none`, or the error of the call.
 */
export function pickPaged<T extends object>(source: PickSource<T>): Promise<T> {
	return askOrRecall(source.title, [source.field], () => {
		return new Promise<T>((resolve, reject) => {
			new PagedPick(source, resolve, reject).start();
		});
	});
}

class PagedPick<T> {
	readonly #controller = new AbortController();
	readonly #pick = vscode.window.createQuickPick<Entry<T>>();
	#entries: readonly Entry<T>[] = [];
	#done = false;
	#typing: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly source: PickSource<T>,
		private readonly resolve: (value: T) => void,
		private readonly reject: (error: unknown) => void,
	) {
		this.#pick.title = source.title;
		this.#pick.placeholder = source.prompt;
		this.#pick.matchOnDescription = true;
		this.#pick.matchOnDetail = true;
		this.#pick.ignoreFocusOut = true;
		this.#pick.onDidAccept(() => this.#accept());
		this.#pick.onDidChangeValue(() => this.#type());
		this.#pick.onDidHide(() => this.#fail(new PkiError('cancelled')));
	}

	start(): void {
		const timer = setTimeout(() => this.#show(), quietMs);
		void this.#load(undefined, true).finally(() => clearTimeout(timer));
	}

	async #load(cursor: string | undefined, first: boolean): Promise<void> {
		this.#pick.busy = true;
		try {
			const page = await this.source.page(cursor, this.#controller.signal);
			if (this.#done) return;
			const [only] = page.items;
			if (first && page.cursor === undefined) {
				if (page.items.length === 1 && only !== undefined) {
					this.#succeed(only);
					return;
				}
				if (page.items.length === 0 && !this.source.typed) {
					this.#fail(this.source.none);
					return;
				}
			}
			this.#add(page);
			this.#show();
			this.#searchLater();
		} catch (error) {
			this.#failedLoad(error);
		} finally {
			if (!this.#done) this.#pick.busy = false;
		}
	}

	/** A list that may not be read is no obstacle where its items can be typed. */
	#failedLoad(error: unknown): void {
		if (!this.source.typed || !isPkiError(error, 'forbidden')) return this.#fail(error);
		this.#pick.placeholder = vscode.l10n.t('This token can’t list them. Type the name.');
		this.#show();
	}

	#add(page: Page<T>): void {
		const known = this.#entries.filter((entry) => entry.more === undefined);
		const items = page.items.map((value) => ({ ...plainRow(this.source.item(value)), value }));
		const more: Entry<T>[] =
			page.cursor === undefined
				? []
				: [{ label: vscode.l10n.t('Load more…'), more: page.cursor, alwaysShow: true }];
		this.#entries = [...known, ...items, ...more];
		// While a long list is searched, its rows need not be drawn again page by page.
		const text = this.#pick.value.trim();
		if (text === '' || more.length === 0 || isFound(items, text)) this.#draw();
	}

	#type(): void {
		this.#draw();
		this.#searchLater();
	}

	/** The label holds nothing of the text, for VS Code would put a label that matches it before the others. */
	#draw(): void {
		if (this.#done) return;
		const typed = this.source.typed?.(this.#pick.value);
		const row: Entry<T> | undefined = typed && {
			label: vscode.l10n.t('Use the typed text'),
			description: typed.name,
			alwaysShow: true,
			value: typed.value,
		};
		this.#pick.items = rowsFor(this.#entries, row);
	}

	/** Goes on to the next page while no row has the text; the next page ends here again. */
	#searchLater(): void {
		clearTimeout(this.#typing);
		if (this.#done || this.#pick.value.trim() === '') return;
		this.#typing = setTimeout(() => {
			const next = this.#entries.find(({ more }) => more !== undefined)?.more;
			if (this.#done || next === undefined || this.#pick.busy) return;
			if (!isFound(this.#entries, this.#pick.value)) void this.#load(next, false);
		}, typingMs);
	}

	#accept(): void {
		const [entry] = this.#pick.selectedItems;
		if (entry?.more !== undefined) {
			if (!this.#pick.busy) void this.#load(entry.more, false);
		} else if (entry?.value !== undefined) {
			this.#succeed(entry.value);
		}
	}

	#show(): void {
		if (!this.#done) this.#pick.show();
	}

	#succeed(value: T): void {
		if (this.#done) return;
		this.#end();
		this.resolve(value);
	}

	#fail(error: unknown): void {
		if (this.#done) return;
		this.#end();
		this.#controller.abort(new PkiError('cancelled'));
		this.reject(error);
	}

	#end(): void {
		this.#done = true;
		clearTimeout(this.#typing);
		this.#pick.dispose();
	}
}
