import * as vscode from 'vscode';
import type { Page } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';

/** Candidates that come from a server, page by page. */
export interface PickSource<T> {
	readonly title: string;
	readonly prompt: string;
	page(cursor: string | undefined, signal: AbortSignal): Promise<Page<T>>;
	item(value: T): vscode.QuickPickItem;
	/** What is thrown when there is no candidate and nothing can be typed. */
	readonly none: PkiError;
	/**
	 * When typed text is as good as an item (a path that the token may use but not list); undefined while the text
	 * cannot be one.
	 */
	typed?(text: string): { readonly value: T; readonly item: vscode.QuickPickItem } | undefined;
}

type Entry<T> = vscode.QuickPickItem & { readonly value?: T; readonly more?: string };

/** The server did not answer within this time: show a busy pick that can be cancelled. */
const quietMs = 300;

/**
 * Takes the only candidate, else asks. Nothing flickers while the answer is quick; later a busy quick pick stands
 * there, and Escape stops the call. Rejects with `cancelled`, `none`, or the error of the call.
 */
export function pickPaged<T>(source: PickSource<T>): Promise<T> {
	return new Promise<T>((resolve, reject) => {
		new PagedPick(source, resolve, reject).start();
	});
}

class PagedPick<T> {
	readonly #controller = new AbortController();
	readonly #pick = vscode.window.createQuickPick<Entry<T>>();
	#entries: readonly Entry<T>[] = [];
	#done = false;

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
		this.#pick.onDidChangeValue(() => this.#draw());
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
		} catch (error) {
			this.#failedLoad(error);
		} finally {
			if (!this.#done) this.#pick.busy = false;
		}
	}

	/** A list that may not be read is no obstacle where its items can be typed. */
	#failedLoad(error: unknown): void {
		if (!this.source.typed || !isPkiError(error, 'forbidden')) return this.#fail(error);
		this.#pick.placeholder = vscode.l10n.t(
			'The list may not be read with this token: type the name',
		);
		this.#show();
	}

	#add(page: Page<T>): void {
		const known = this.#entries.filter((entry) => entry.more === undefined);
		const items = page.items.map((value) => ({ ...this.source.item(value), value }));
		const more: Entry<T>[] =
			page.cursor === undefined
				? []
				: [{ label: vscode.l10n.t('Load more…'), more: page.cursor, alwaysShow: true }];
		this.#entries = [...known, ...items, ...more];
		this.#draw();
	}

	#draw(): void {
		if (this.#done) return;
		const typed = this.source.typed?.(this.#pick.value);
		const entries = this.#entries;
		this.#pick.items =
			typed && !entries.some((entry) => entry.label === typed.item.label)
				? [{ ...typed.item, alwaysShow: true, value: typed.value }, ...entries]
				: entries;
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
		this.#pick.dispose();
	}
}
