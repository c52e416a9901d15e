import * as vscode from 'vscode';
import { isRenewalDue } from '../core/rotate/renewalDue.js';
import { inGroups } from '../core/workspace/urgency.js';
import type { IssuedFiles } from '../services/issued/issuedFiles.js';
import type {
	IndexedBlock,
	PathUse,
	WorkspaceIndex,
} from '../services/workspace/workspaceIndex.js';
import { LeftOutRow } from './leftOutRows.js';
import { GroupRow } from './groupRows.js';
import type { Row, RowSource } from './row.js';

/** A list that is drawn anew more often cannot be read, and costs what it shows. */
const whileReadingMs = 1000;

/** Everything in the workspace by urgency; rows are made when their group is opened. */
export class WorkspaceTree implements vscode.TreeDataProvider<Row>, RowSource, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<Row | undefined>();
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #registration: vscode.Disposable;
	#timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly index: WorkspaceIndex,
		private readonly issued: IssuedFiles,
	) {
		this.#registration = vscode.Disposable.from(
			index.onDidChange(() => {
				if (index.state !== 'reading') this.redraw();
				else this.#timer ??= setTimeout(() => this.redraw(), whileReadingMs);
			}),
			issued.onDidChange(() => this.redraw()),
		);
	}

	/** Also where only time has passed. */
	redraw(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#changed.fire(undefined);
	}

	otherHalves(publicKey: string, isPrivate: boolean): readonly IndexedBlock[] {
		return this.index.otherHalves(publicKey, isPrivate);
	}

	usesOf(uri: vscode.Uri): readonly PathUse[] {
		return this.index.usesOf(uri);
	}

	/** Whether it was issued through the extension and has lived two thirds of its life. */
	isRenewalDue({ fingerprint }: IndexedBlock, now: Date): boolean {
		if (fingerprint === undefined) return false;
		const own = this.issued.files.find((file) => file.fingerprint === fingerprint);
		return own !== undefined && isRenewalDue(own, now);
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
		const groups = await inGroups(blocks);
		return [
			...groups.map(([group, members]) => new GroupRow(group, members, this)),
			...(leftOut.length > 0 ? [new LeftOutRow(leftOut)] : []),
		];
	}
}
