import * as vscode from 'vscode';
import { createPacer } from '../core/common/pacer.js';
import { type Group, groupOf, groups } from '../core/workspace/urgency.js';
import type { IndexedBlock, WorkspaceIndex } from '../services/workspace/workspaceIndex.js';
import { LeftOutRow } from './leftOutRows.js';
import { GroupRow, type Row } from './rows.js';

/** A list that is drawn anew more often cannot be read, and costs what it shows. */
const whileReadingMs = 1000;

/** Everything in the workspace by urgency; rows are made when their group is opened. */
export class WorkspaceTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<Row | undefined>();
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #registration: vscode.Disposable;
	#timer: NodeJS.Timeout | undefined;

	constructor(private readonly index: WorkspaceIndex) {
		this.#registration = index.onDidChange(() => {
			if (index.state !== 'reading') this.redraw();
			else this.#timer ??= setTimeout(() => this.redraw(), whileReadingMs);
		});
	}

	/** Also where only time has passed. */
	redraw(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#changed.fire(undefined);
	}

	getTreeItem(row: Row): vscode.TreeItem {
		return row.toTreeItem();
	}

	getParent(row: Row): Row | undefined {
		return row.parent;
	}

	async getChildren(row?: Row): Promise<Row[]> {
		return row ? [...row.children()] : this.#roots();
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#registration.dispose();
		this.#changed.dispose();
	}

	async #roots(): Promise<Row[]> {
		const { blocks, leftOut } = this.index;
		const byGroup = new Map<Group, IndexedBlock[]>();
		const pacer = createPacer();
		for (const [at, block] of blocks.entries()) {
			const group = groupOf(block);
			const members = byGroup.get(group);
			if (members) members.push(block);
			else byGroup.set(group, [block]);
			if (at % 500 === 0 && pacer.isDue) await pacer.pause();
		}
		return [
			...groups.flatMap((group) => {
				const members = byGroup.get(group);
				return members ? [new GroupRow(group, members, this.index)] : [];
			}),
			...(leftOut.length > 0 ? [new LeftOutRow(leftOut)] : []),
		];
	}
}
