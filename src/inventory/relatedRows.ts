/** The rows of what belongs to a block: its other half, and the places that use its file. */
import * as vscode from 'vscode';
import type { IndexedBlock, PathUse } from '../services/workspace/workspaceIndex.js';
import { treeItem } from '../ui/treeItem.js';
import { distinctIds, idOf, isCopied, openAt, openCommand, type Row } from './row.js';
import { blockIcon, blockLabel, kindWord, timeLines } from './words.js';

type BlockRow = Row & { readonly block: IndexedBlock };

export function relatedRows(blocks: readonly IndexedBlock[], parent: BlockRow): readonly Row[] {
	return distinctIds(blocks.map((block) => `${parent.id}/key/${idOf(block)}`)).flatMap((id, at) => {
		const block = blocks[at];
		return block ? [new RelatedRow(id, block, parent)] : [];
	});
}

/** The other half of a key. */
class RelatedRow implements Row {
	constructor(
		readonly id: string,
		readonly block: IndexedBlock,
		readonly parent: BlockRow,
	) {}

	get uri(): vscode.Uri {
		return this.block.uri;
	}

	get line(): number {
		return this.block.range.start.line;
	}

	toTreeItem(): vscode.TreeItem {
		const { block } = this;
		const path = vscode.workspace.asRelativePath(block.uri);
		const isKey = block.kind === 'privateKey';
		return treeItem(this, isKey ? vscode.l10n.t('Private key') : blockLabel(block), {
			description: path,
			spoken: isKey ? vscode.l10n.t('matches {0}', blockLabel(this.parent.block)) : kindWord(block),
			icon: blockIcon(block),
			tags: ['block', block.kind, ...(isCopied(block) ? ['copied'] : [])],
			tooltip: [
				isKey
					? vscode.l10n.t('Private key of {0}', blockLabel(this.parent.block))
					: `${kindWord(block)}: ${blockLabel(block)}`,
				...timeLines(block),
				path,
			],
			state: vscode.TreeItemCollapsibleState.None,
			command: openCommand(this),
		});
	}

	children(): readonly Row[] {
		return [];
	}
}

/** A path that names the file of a block. */
export class UseRow implements Row {
	readonly id: string;

	constructor(
		private readonly use: PathUse,
		readonly parent: Row,
	) {
		const { start } = use.range;
		this.id = `${parent.id}/use/${use.uri.toString()}#${start.line}:${start.character}`;
	}

	get uri(): vscode.Uri {
		return this.use.uri;
	}

	toTreeItem(): vscode.TreeItem {
		const { uri, range } = this.use;
		const path = vscode.workspace.asRelativePath(uri);
		const line = range.start.line + 1;
		const place = vscode.l10n.t('{0}, line {1}', path, line);
		const name = uri.path.split('/').at(-1) ?? path;
		return treeItem(this, vscode.l10n.t('Used in {0}', name), {
			description: vscode.l10n.t('line {0} · {1}', line, path),
			icon: 'references',
			tags: ['use'],
			tooltip: [place],
			state: vscode.TreeItemCollapsibleState.None,
			command: openAt(uri, range),
		});
	}

	children(): readonly Row[] {
		return [];
	}
}
