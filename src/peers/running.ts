/** What runs, and the view that shows it. */
import * as vscode from 'vscode';
import type { RunningDetail, RunningEntry } from '../services/ports/running.js';
import { plainText } from '../ui/words/plainText.js';

const viewId = 'pki.running';
/** The view is there while something runs. */
const contextKey = 'pki.isRunning';

export class Running implements vscode.Disposable {
	readonly #entries = new Map<string, EntryRow>();
	readonly #changed = new vscode.EventEmitter<Row | undefined>();
	readonly #view = vscode.window.createTreeView<Row>(viewId, {
		treeDataProvider: {
			onDidChangeTreeData: this.#changed.event,
			getChildren: (row) => (row ? row.children() : [...this.#entries.values()]),
			getTreeItem: (row) => row.toTreeItem(),
		},
	});

	get entries(): readonly RunningEntry[] {
		return [...this.#entries.values()].map(({ entry }) => entry);
	}

	add(entry: RunningEntry): void {
		const row = new EntryRow(entry);
		this.#entries.set(entry.id, row);
		const following = entry.onDidChange(() => this.#changed.fire(row));
		const end = () => {
			following.dispose();
			this.#entries.delete(entry.id);
			this.#update();
		};
		entry.done.then(end, end);
		this.#update();
	}

	dispose(): void {
		for (const { entry } of this.#entries.values()) void entry.stop();
		this.#view.dispose();
		this.#changed.dispose();
	}

	#update(): void {
		void vscode.commands.executeCommand('setContext', contextKey, this.#entries.size > 0);
		this.#changed.fire(undefined);
	}
}

interface Row {
	children(): Row[];
	toTreeItem(): vscode.TreeItem;
}

/** Commands see its `id`. */
class EntryRow implements Row {
	constructor(readonly entry: RunningEntry) {}

	get id(): string {
		return this.entry.id;
	}

	children(): Row[] {
		return this.entry.describe().details.map((detail) => new DetailRow(detail));
	}

	toTreeItem(): vscode.TreeItem {
		const { label, icon, kind, id } = this.entry;
		const { description, tooltip } = this.entry.describe();
		const item = new vscode.TreeItem(plainText(label), vscode.TreeItemCollapsibleState.Expanded);
		item.id = id;
		item.description = plainText(description);
		item.tooltip = tooltip;
		item.iconPath = new vscode.ThemeIcon(icon);
		item.contextValue = ` ${kind} running `;
		return item;
	}
}

class DetailRow implements Row {
	constructor(private readonly detail: RunningDetail) {}

	children(): Row[] {
		return [];
	}

	toTreeItem(): vscode.TreeItem {
		const { label, description, tooltip, icon, color, command } = this.detail;
		const item = new vscode.TreeItem(plainText(label, 120));
		item.description = description === undefined ? '' : plainText(description, 200);
		item.tooltip = tooltip;
		if (icon !== undefined) {
			const themed = color === undefined ? undefined : new vscode.ThemeColor(color);
			item.iconPath = new vscode.ThemeIcon(icon, themed);
		}
		if (command) item.command = command;
		return item;
	}
}
