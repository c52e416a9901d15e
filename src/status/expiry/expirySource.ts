import * as vscode from 'vscode';
import { createAlarm } from '../../core/common/alarm.js';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';

/** What the Problems panel was told. */
export interface CheckedExpiry {
	readonly onDidChange: vscode.Event<void>;
	readonly current: readonly ExpiryItem[];
	/** Whether the file was checked by the settings, so that its findings are all there are. */
	knows(uri: vscode.Uri): boolean;
}

/** Everything known to have expired, to expire soon or to be not valid yet, in no order; nothing is read for it. */
export interface ExpirySource {
	readonly onDidChange: vscode.Event<void>;
	readonly items: readonly ExpiryItem[];
	/** Of what: all of the workspace, what was read of it so far, or only what is open and what was checked. */
	readonly scope: 'workspace' | 'partial' | 'checked';
	itemsIn(uri: vscode.Uri): readonly ExpiryItem[];
}

type IndexPart = Pick<WorkspaceIndex, 'onDidChange' | 'blocks' | 'files' | 'blocksIn' | 'state'>;

/**
 * Joins the Problems panel and the index of the workspace: of a file that was checked the findings count, so that both
 * say the same, of any other one what the index read. A check for other days than the settings have counts only where the
 * index knows nothing.
 */
export class KnownExpiry implements ExpirySource, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.#changed.event;
	readonly #alarm = createAlarm(() => this.#judgeAgain());
	readonly #registrations: vscode.Disposable;
	#byFile: ReadonlyMap<string, readonly ExpiryItem[]> = new Map();
	#items: readonly ExpiryItem[] = [];
	/** What the index says, until it or what it is judged by changes; a check of a file changes none of it. */
	#indexed: Promise<readonly ExpiryItem[]> | undefined;
	#updates = 0;

	constructor(
		private readonly checked: CheckedExpiry,
		private readonly workspace: IndexPart,
		private readonly onError: (error: unknown) => void,
	) {
		this.#registrations = vscode.Disposable.from(
			this.#changed,
			this.#alarm,
			checked.onDidChange(() => this.#update()),
			workspace.onDidChange(() => this.#judgeAgain()),
			vscode.workspace.onDidChangeConfiguration((event) => {
				const sections = ['pki.expiry', 'pki.diagnostics'];
				if (sections.some((section) => event.affectsConfiguration(section))) this.#judgeAgain();
			}),
			// A machine that slept may have passed any moment.
			vscode.window.onDidChangeWindowState(({ focused }) => {
				if (focused) this.#judgeAgain();
			}),
		);
		this.#update();
	}

	get items(): readonly ExpiryItem[] {
		return this.#items;
	}

	get scope(): ExpirySource['scope'] {
		switch (this.workspace.state) {
			case 'idle':
				return 'checked';
			case 'reading':
				return 'partial';
			case 'ready':
				return 'workspace';
		}
	}

	itemsIn(uri: vscode.Uri): readonly ExpiryItem[] {
		return this.#byFile.get(uri.toString()) ?? [];
	}

	dispose(): void {
		this.#updates += 1;
		this.#registrations.dispose();
	}

	#judgeAgain(): void {
		this.#indexed = undefined;
		this.#update();
	}

	#update(): void {
		const update = (this.#updates += 1);
		this.#read(update).catch(this.onError);
	}

	async #read(update: number): Promise<void> {
		const indexed = await (this.#indexed ??= this.#judged());
		// What changed meanwhile is read anew.
		if (update !== this.#updates) return;
		const { checked, workspace } = this;
		this.#items = [
			...checked.current.filter(
				({ uri }) => checked.knows(uri) || workspace.blocksIn(uri).length === 0,
			),
			...indexed,
		];
		this.#byFile = byFile(this.#items);
		this.#changed.fire();
	}

	async #judged(): Promise<readonly ExpiryItem[]> {
		// Before anything was read, nothing is loaded for it.
		if (this.workspace.blocks.length === 0) {
			this.#alarm.set(undefined);
			return [];
		}
		const { indexedItems } = await import('./indexedItems.js');
		// A document that is edited is checked at every pause, and may have thousands.
		const files = this.workspace.files.filter(({ uri }) => !this.checked.knows(uri));
		const { items, nextMoment } = await indexedItems(files, new Date());
		this.#alarm.set(nextMoment);
		return items;
	}
}

function byFile(items: readonly ExpiryItem[]): ReadonlyMap<string, readonly ExpiryItem[]> {
	const files = new Map<string, ExpiryItem[]>();
	for (const item of items) {
		const key = item.uri.toString();
		const others = files.get(key);
		if (others) others.push(item);
		else files.set(key, [item]);
	}
	return files;
}
