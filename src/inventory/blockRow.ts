/** The row of a block, and the rows below it. */
import * as vscode from 'vscode';
import type { IndexedBlock, PathUse } from '../services/workspace/workspaceIndex.js';
import { treeItem } from '../ui/treeItem.js';
import { relatedRows, UseRow } from './relatedRows.js';
import { distinctIds, idOf, isCopied, openCommand, type Row, type RowSource } from './row.js';
import { blockIcon, blockLabel, kindWord, stateWords, timeLines } from './words.js';

/** More are no help in a tooltip or below a row. */
const mostRelated = 100;

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

export function blockRows(
	blocks: readonly IndexedBlock[],
	parent: Row,
	index: RowSource,
): readonly BlockRow[] {
	return distinctIds(blocks.map((block) => `${parent.id}/${idOf(block)}`)).flatMap((id, at) => {
		const block = blocks[at];
		return block ? [new BlockRow(id, block, parent, index)] : [];
	});
}

/** A block; commands find its file and place in `uri` and `line`. */
class BlockRow implements Row {
	constructor(
		readonly id: string,
		readonly block: IndexedBlock,
		readonly parent: Row,
		private readonly index: RowSource,
	) {}

	get uri(): vscode.Uri {
		return this.block.uri;
	}

	get line(): number {
		return this.block.range.start.line;
	}

	toTreeItem(): vscode.TreeItem {
		const { block } = this;
		const now = new Date();
		const path = vscode.workspace.asRelativePath(block.uri);
		const related = this.#keys().length + this.#uses().length > 0;
		return treeItem(this, blockLabel(block), {
			description: `${this.#words(now)} · ${path}`,
			spokenDescription: [
				this.index.isRenewalDue(block, now) ? vscode.l10n.t('renew due') : undefined,
				stateWords(block, now, false),
				this.#owner(),
				path,
			]
				.filter((words) => words !== undefined)
				.join(', '),
			icon: blockIcon(block),
			tags: ['block', block.kind, ...(isCopied(block) ? ['copied'] : []), ...this.#renewal(now)],
			tooltip: this.#tooltip(now, path),
			spoken: kindWord(block),
			state: related ? Collapsed : None,
			command: openCommand(this),
		});
	}

	children(): readonly Row[] {
		const keys = relatedRows(this.#keys(), this);
		const uses = this.#uses().map((use) => new UseRow(use, this));
		return [...keys, ...uses];
	}

	/** The icon says that it is a key; nothing else in the row says whose. */
	#words(now: Date): string {
		const isPrivate = this.block.kind === 'privateKey';
		const words = (isPrivate ? this.#owner() : undefined) ?? stateWords(this.block, now, true);
		return this.index.isRenewalDue(this.block, now)
			? vscode.l10n.t('renew due · {0}', words)
			: words;
	}

	#renewal(now: Date): readonly string[] {
		const { kind, isCa, uri } = this.block;
		if (kind !== 'certificate' || isCa === true || uri.scheme !== 'file') return [];
		return this.index.isRenewalDue(this.block, now) ? ['renewable', 'renewDue'] : ['renewable'];
	}

	/** The certificate of a key, else its request. */
	#owner(): string | undefined {
		if (this.block.kind !== 'privateKey') return undefined;
		const others = this.#keys();
		const owner =
			others.find(({ kind }) => kind === 'certificate') ??
			others.find(({ kind }) => kind === 'request');
		return owner && vscode.l10n.t('for {0}', blockLabel(owner));
	}

	#keys(): readonly IndexedBlock[] {
		const { publicKey, kind } = this.block;
		if (publicKey === undefined) return [];
		return this.index.otherHalves(publicKey, kind === 'privateKey').slice(0, mostRelated);
	}

	#uses(): readonly PathUse[] {
		return this.index.usesOf(this.block.uri).slice(0, mostRelated);
	}

	#tooltip(now: Date, path: string): readonly string[] {
		const { block } = this;
		const { issuer, kind } = block;
		const keys = this.#keys().length;
		const uses = this.#uses().length;
		return [
			`${kindWord(block)}: ${blockLabel(block)}`,
			kind === 'certificate' || kind === 'crl' ? stateWords(block, now, false) : '',
			...timeLines(block),
			kind === 'certificate' && issuer !== undefined ? vscode.l10n.t('Issuer: {0}', issuer) : '',
			block.encrypted === true ? vscode.l10n.t('Encrypted with a passphrase') : '',
			block.isBinary ? path : vscode.l10n.t('{0}, line {1}', path, this.line + 1),
			keys === 0 ? '' : matchWords(kind, keys),
			uses === 0 ? '' : usedWords(uses),
		];
	}
}

function matchWords(kind: IndexedBlock['kind'], found: number): string {
	if (kind === 'privateKey') {
		return found === 1
			? vscode.l10n.t('Belongs to 1 other block')
			: vscode.l10n.t('Belongs to {0} other blocks', found);
	}
	return found === 1
		? vscode.l10n.t('Private key found')
		: vscode.l10n.t('Private key found in {0} places', found);
}

function usedWords(found: number): string {
	return found === 1
		? vscode.l10n.t('Its file is used in 1 place')
		: vscode.l10n.t('Its file is used in {0} places', found);
}
