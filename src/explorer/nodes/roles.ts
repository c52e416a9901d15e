import * as vscode from 'vscode';
import type { PageRequest, RoleRules, RoleSummary } from '../../core/backends/contract/backend.js';
import { readPages } from '../../core/backends/readPages.js';
import { isPkiError } from '../../core/common/errors.js';
import { inParallel } from '../../core/common/inParallel.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { roleLines, roleSummaryWords } from '../../ui/words/roleWords.js';
import { roleTerms } from '../../ui/words/termWords.js';
import { treeItem } from '../../ui/treeItem.js';
import { RowNode, TreeNode, type TreeHost } from './node.js';
import { type MountParts, shortListLimit } from './mountContext.js';
import { refusedList } from './refusedList.js';

/** Roles read at once, and how many of a long list are read before somebody asks. */
const readsAtOnce = 6;
const readAhead = 60;

/** Without its own colour: in this tree a colour is a state. */
const roleIcon = new vscode.ThemeIcon('symbol-class', new vscode.ThemeColor('icon.foreground'));

export class RolesNode extends TreeNode {
	protected override readonly asksServer = true;
	/** Undefined where only the server knows. */
	#count: string | undefined;

	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly parts: MountParts,
	) {
		super(host, parent, `${parent.id}/roles`);
	}

	override get mount(): string {
		return this.parts.mount;
	}

	override toTreeItem(): vscode.TreeItem {
		const { definition, tags } = this.parts;
		return treeItem(this, roleTerms(definition.terms).plural, {
			description: this.#count === undefined ? '' : `(${this.#count})`,
			icon: roleIcon,
			tags: ['roles', ...tags],
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const { client, connection, mount } = this.parts;
		let listed: readonly RoleSummary[] = [];
		let isWhole = true;
		const refusal: TreeNode[] = [];
		try {
			const read = (page: PageRequest) => client.listRoles(mount, page);
			({ items: listed, isWhole } = await readPages(read, shortListLimit));
		} catch (error) {
			if (!isPkiError(error, 'forbidden')) throw error;
			refusal.push(
				await refusedList(this, this.parts, error, {
					may: 'listRoles',
					mayNot: vscode.l10n.t('Your token cannot list roles here.'),
					pin: vscode.l10n.t('Pin a role by its path: listing is not allowed'),
				}),
			);
		}
		const names = new Set(listed.map(({ role }) => role));
		const pinned = connection.pins.flatMap((pin) =>
			pin.kind === 'role' && pin.mount === mount && !names.has(pin.role)
				? [new RoleNode(this.host, this, this.parts, { role: pin.role }, true)]
				: [],
		);
		const rows = listed.map((item) => new RoleNode(this.host, this, this.parts, item, false));
		// How many there are, only the server knows.
		const count = pinned.length + rows.length;
		this.#count = refusal.length > 0 ? undefined : isWhole ? String(count) : `${count}+`;
		const roles = [...pinned, ...rows];
		this.inBackground('read roles', () => readRules(roles), roles);
		return [...roles, ...refusal, ...(isWhole ? [] : [this.#more(rows.length)])];
	}

	/** Below a long list: what is not in it can be reached by its path. */
	#more(shown: number): TreeNode {
		const text = vscode.l10n.t('Only the first {0} roles are shown. Pin others by path.', shown);
		return new RowNode(this.host, this, { text, key: 'more', icon: 'pin', command: 'pki.pin' });
	}

	protected override empty(): readonly TreeNode[] {
		const isEditable = this.parts.client.administration?.writeRole !== undefined;
		return [
			new RowNode(this.host, this, {
				text: isEditable ? vscode.l10n.t('Create a role: none yet') : vscode.l10n.t('No roles yet'),
				...(isEditable && { icon: 'add', command: 'pki.createRole' }),
			}),
		];
	}
}

/** Reads what the first roles allow, a few at a time; the first refusal is enough. */
async function readRules(rows: readonly RoleNode[]): Promise<void> {
	const waiting = rows.filter((row) => !row.isRead).slice(0, readAhead);
	let isRefused = false;
	await inParallel(waiting, readsAtOnce, async (row) => {
		// Why a single one cannot be read, its tooltip says.
		if (!isRefused) isRefused = (await row.read().catch(() => 'failed')) === 'forbidden';
	});
}

class RoleNode extends TreeNode {
	#rules: RoleRules | undefined;

	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly parts: MountParts,
		private readonly record: RoleSummary,
		private readonly isPinned: boolean,
	) {
		super(host, parent, `${parent.id}/${record.role}`);
		this.#rules = record.rules;
	}

	get role(): string {
		return this.record.role;
	}

	get isRead(): boolean {
		return this.#rules !== undefined;
	}

	/** Reads what it allows; `forbidden` where the token may use roles but not look at them. */
	async read(signal?: AbortSignal): Promise<'read' | 'forbidden'> {
		try {
			const { client, mount } = this.parts;
			this.#rules ??= (await client.readRole(mount, this.role, { signal })).rules;
			return 'read';
		} catch (error) {
			if (isPkiError(error, 'forbidden')) return 'forbidden';
			throw error;
		}
	}

	override toTreeItem(): vscode.TreeItem {
		const summary = this.#rules === undefined ? '' : roleSummaryWords(this.#rules);
		const pinned = this.isPinned ? vscode.l10n.t('pinned') : '';
		const tags = ['role', ...this.parts.tags, ...(this.isPinned ? ['pinned'] : [])];
		return treeItem(this, this.role, {
			description: [summary, pinned].filter((part) => part !== '').join(' · '),
			icon: roleIcon,
			tags,
			tooltipLater: true,
			state: vscode.TreeItemCollapsibleState.None,
			command: {
				title: vscode.l10n.t('Show Role'),
				command: 'pki.showRole',
				arguments: [this],
			},
		});
	}

	override async tooltip(signal: AbortSignal): Promise<string> {
		const words = await this.read(signal).then(
			(outcome) =>
				outcome === 'forbidden'
					? [
							vscode.l10n.t(
								'Your token cannot read this role, but it may still be able to issue from it.',
							),
						]
					: roleLines(this.#rules ?? {}),
			(error: unknown) => [describeError(error).message],
		);
		return [this.role, ...words].join('\n');
	}
}
