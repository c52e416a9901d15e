/** For editor tests: the connection tree as VS Code asks for it, its rows as text. */
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { TreeNode } from '../../src/explorer/nodes/node.js';
import type { ConnectionTree } from '../../src/explorer/tree.js';

export class TreeReader {
	/** Rows that were drawn anew, `(all)` for the whole tree. */
	readonly drawn: string[] = [];

	constructor(readonly tree: ConnectionTree) {
		tree.onDidChangeTreeData((drawn) => {
			for (const node of [drawn].flat()) {
				this.drawn.push(node?.id ?? '(all)');
				// As VS Code does at once.
				if (node) tree.getTreeItem(node);
			}
		});
	}

	/** The row at the end of a path of labels; rejects with what stands there instead. */
	async at(...path: readonly (string | RegExp)[]): Promise<TreeNode> {
		let node: TreeNode | undefined;
		for (const label of path) {
			const rows = await this.tree.getChildren(node);
			node = rows.find((row) => {
				const text = labelOf(this.tree.getTreeItem(row));
				return typeof label === 'string' ? text === label : label.test(text);
			});
			assert.ok(node, `no ${String(label)} among ${this.#texts(rows).join(' | ')}`);
		}
		assert.ok(node);
		return node;
	}

	/** `label — description` of the rows below a path. */
	async texts(...path: readonly (string | RegExp)[]): Promise<readonly string[]> {
		const node = path.length === 0 ? undefined : await this.at(...path);
		return this.#texts(await this.tree.getChildren(node));
	}

	text(node: TreeNode): string {
		return this.#texts([node])[0] ?? '';
	}

	#texts(rows: readonly TreeNode[]): readonly string[] {
		return rows.map((row) => {
			const item = this.tree.getTreeItem(row);
			const words = typeof item.description === 'string' ? item.description : '';
			return [labelOf(item), words].filter((part) => part !== '').join(' — ');
		});
	}
}

function labelOf({ label = '' }: vscode.TreeItem): string {
	return typeof label === 'string' ? label : label.label;
}

/** A tooltip as plain text; Markdown would be a way in for links. */
export function tooltipOf({ tooltip }: vscode.TreeItem): string {
	assert.ok(typeof tooltip === 'string', 'the tooltip is not plain text');
	return tooltip;
}
