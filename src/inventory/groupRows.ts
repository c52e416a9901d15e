/** The rows of the groups of the workspace's certificates. */
import * as vscode from 'vscode';
import { inUrgency, type Group } from '../core/workspace/urgency.js';
import type { IndexedBlock } from '../services/workspace/workspaceIndex.js';
import { treeItem } from '../ui/treeItem.js';
import { count } from '../ui/facts/text.js';
import { exactTime } from '../ui/words/words.js';
import { blockRows } from './blockRow.js';
import type { Row, RowSource } from './row.js';
import { groupIcon, groupLabel } from './words.js';

/** VS Code asks for every row of what is open: this many take it a few milliseconds. */
export const rowsAtOnce = 500;
/** A short group of what is urgent is open from the beginning. */
const mostOpen = 200;

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export class GroupRow implements Row {
	readonly id: string;
	#children: readonly Row[] | undefined;

	constructor(
		readonly group: Group,
		private readonly blocks: readonly IndexedBlock[],
		private readonly index: RowSource,
	) {
		this.id = `group/${group}`;
	}

	toTreeItem(): vscode.TreeItem {
		const { group, blocks } = this;
		const isUrgent = group === 'expired' || group === 'expiresSoon';
		const hasRevoked = blocks.some(({ state }) => state === 'revoked');
		return treeItem(this, groupLabel(group, hasRevoked), {
			description: count(blocks.length),
			icon: groupIcon(group),
			tags: ['group'],
			state: isUrgent && blocks.length <= mostOpen ? Expanded : Collapsed,
		});
	}

	children(): readonly Row[] {
		return (this.#children ??= this.#rows());
	}

	#rows(): readonly Row[] {
		const blocks = inUrgency(this.blocks, this.group);
		if (blocks.length <= rowsAtOnce) return blockRows(blocks, this, this.index);
		const parts: Row[] = [];
		for (let from = 0; from < blocks.length; from += rowsAtOnce) {
			parts.push(new PartRow(this, from, blocks.slice(from, from + rowsAtOnce), this.index));
		}
		return parts;
	}
}

/** Some hundred rows of a group that has thousands. */
export class PartRow implements Row {
	readonly id: string;
	#children: readonly Row[] | undefined;

	constructor(
		readonly parent: GroupRow,
		private readonly from: number,
		private readonly blocks: readonly IndexedBlock[],
		private readonly index: RowSource,
	) {
		this.id = `${parent.id}/${from}`;
	}

	toTreeItem(): vscode.TreeItem {
		const { from, blocks } = this;
		const dates = [blocks[0]?.notAfter, blocks.at(-1)?.notAfter].flatMap((time) =>
			time === undefined ? [] : [exactTime(time).slice(0, 10)],
		);
		const [first, last = first] = dates;
		const label = vscode.l10n.t('{0} to {1}', count(from + 1), count(from + blocks.length));
		return treeItem(this, label, {
			description:
				first === undefined || last === undefined || first === last
					? (first ?? '')
					: `${first} – ${last}`,
			icon: 'list-tree',
			tags: ['part'],
		});
	}

	children(): readonly Row[] {
		return (this.#children ??= blockRows(this.blocks, this, this.index));
	}
}
