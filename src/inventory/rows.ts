/** The rows of the workspace's certificates: groups, what is in them, and what belongs to each. */
import * as vscode from 'vscode';
import { byUrgency, type Group } from '../core/workspace/urgency.js';
import { rowClick } from '../services/ports/explorer.js';
import type {
	IndexedBlock,
	PathUse,
	WorkspaceIndex,
} from '../services/workspace/workspaceIndex.js';
import { treeItem } from '../ui/treeItem.js';
import { count } from '../ui/facts/text.js';
import { exactTime } from '../ui/words/words.js';
import {
	blockIcon,
	blockLabel,
	groupIcon,
	groupLabel,
	kindWord,
	stateWords,
	timeLines,
} from './words.js';

/** VS Code asks for every row of what is open: this many take it a few milliseconds. */
export const rowsAtOnce = 500;
/** A short group of what is urgent is open from the beginning. */
const mostOpen = 200;
/** More are no help in a tooltip or below a row. */
const mostRelated = 100;

export interface Row {
	readonly id: string;
	readonly parent?: Row | undefined;
	toTreeItem(): vscode.TreeItem;
	children(): readonly Row[];
}

/** What rows ask. */
export interface RowSource extends Pick<WorkspaceIndex, 'otherHalves' | 'usesOf'> {
	isRenewalDue(block: IndexedBlock, now: Date): boolean;
}

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

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
		const blocks = [...this.blocks].sort(byUrgency(this.group));
		if (blocks.length <= rowsAtOnce)
			return blocks.map((block) => new BlockRow(block, this, this.index));
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
		return (this.#children ??= this.blocks.map((block) => new BlockRow(block, this, this.index)));
	}
}

/** A block; commands find its file and place in `uri` and `line`. */
export class BlockRow implements Row {
	readonly id: string;

	constructor(
		readonly block: IndexedBlock,
		readonly parent: Row,
		private readonly index: RowSource,
	) {
		const { start } = block.range;
		const { fingerprint = block.publicKey ?? '' } = block;
		this.id = `${parent.id}/${block.uri.toString()}#${start.line}:${start.character}:${fingerprint}`;
	}

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
		const keys = this.#keys().map((key) => new RelatedRow(key, this));
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

function isCopied({ kind }: IndexedBlock): boolean {
	return kind !== 'privateKey' && kind !== 'container' && kind !== 'unreadable';
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

/** Text opens at its place; of what is binary there are only details. */
function openCommand(row: { readonly block: IndexedBlock }): vscode.Command {
	const { uri, range, isBinary } = row.block;
	if (isBinary) {
		const title = vscode.l10n.t('Show Details');
		return { title, command: 'pki.showDetails', arguments: [row, rowClick] };
	}
	return openAt(uri, range);
}

function openAt(uri: vscode.Uri, range: vscode.Range): vscode.Command {
	const selection = new vscode.Range(range.start, range.start);
	const options: vscode.TextDocumentShowOptions = { selection, preview: true };
	return { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri, options] };
}

/** The other half of a key. */
export class RelatedRow implements Row {
	readonly id: string;

	constructor(
		readonly block: IndexedBlock,
		readonly parent: BlockRow,
	) {
		const { start } = block.range;
		this.id = `${parent.id}/key/${block.uri.toString()}#${start.line}:${start.character}`;
	}

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
			state: None,
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
		readonly parent: BlockRow,
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
			state: None,
			command: openAt(uri, range),
		});
	}

	children(): readonly Row[] {
		return [];
	}
}
