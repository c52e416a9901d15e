import * as vscode from 'vscode';
import type { Authority } from '../../core/backends/contract/backend.js';
import { isPkiError } from '../../core/common/errors.js';
import { verdictOf } from '../../core/x509/verdict.js';
import { rowClick } from '../../services/ports/explorer.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { issuerName } from '../../ui/words/issuerWords.js';
import { authorityTerm } from '../../ui/words/termWords.js';
import { expiryThreshold } from '../../ui/settings.js';
import { exactTime, expiryInRow, expiryWords, verdictIcon } from '../../ui/words/words.js';
import { type Branch, forestOf } from './forest.js';
import { treeItem } from '../../ui/treeItem.js';
import { CrlNode } from './crl.js';
import { RowNode, TreeNode, type TreeHost } from './node.js';
import { type MountParts, shortListLimit } from './mountContext.js';
import { refusedList } from './refusedList.js';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export class AuthoritiesNode extends TreeNode {
	protected override readonly asksServer = true;
	#count: number | undefined;

	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly parts: MountParts,
	) {
		super(host, parent, `${parent.id}/authorities`);
	}

	override get mount(): string {
		return this.parts.mount;
	}

	override toTreeItem(): vscode.TreeItem {
		const { definition, tags } = this.parts;
		return treeItem(this, authorityTerm(definition.terms), {
			description: this.#count === undefined ? '' : `(${this.#count})`,
			icon: 'shield',
			tags: ['authorities', ...tags],
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		let listed: readonly Authority[] = [];
		const refusal: TreeNode[] = [];
		try {
			listed = await this.#list();
		} catch (error) {
			if (!isPkiError(error, 'forbidden')) throw error;
			refusal.push(
				await refusedList(this, this.parts, error, {
					may: 'listAuthorities',
					mayNot: vscode.l10n.t('Your token cannot list issuers here.'),
					pin: vscode.l10n.t('Pin an issuer by its path: listing is not allowed'),
				}),
			);
		}
		const pinned = await this.#pinned(listed);
		// Where the list was refused, only the server knows how many there are.
		this.#count = refusal.length > 0 ? undefined : listed.length + pinned.length;
		return [
			...pinned,
			...forestOf(listed).map((branch) => new AuthorityNode(this.host, this, this.parts, branch)),
			...refusal,
		];
	}

	/** All pages: a policy may make them short. */
	async #list(): Promise<readonly Authority[]> {
		const { client, mount } = this.parts;
		const listed: Authority[] = [];
		let cursor: string | undefined;
		do {
			const page = await client.listAuthorities(mount, { cursor, limit: shortListLimit });
			listed.push(...page.items);
			cursor = page.cursor;
		} while (cursor !== undefined);
		return listed;
	}

	protected override empty(): readonly TreeNode[] {
		const { client, definition } = this.parts;
		if (definition.testCertificates) {
			const text = vscode.l10n.t('Created with the first certificate you issue');
			return [new RowNode(this.host, this, { text, command: 'pki.issueTestCertificate' })];
		}
		const { generateRoot, generateIntermediate, importBundle } = client.administration ?? {};
		const row = (text: string, command: string) =>
			new RowNode(this.host, this, { text, icon: 'add', key: command, command });
		const rows = [
			...(generateRoot
				? [row(vscode.l10n.t('Generate a root: no CA yet'), 'pki.generateRoot')]
				: []),
			...(generateIntermediate
				? [row(vscode.l10n.t('Generate an intermediate'), 'pki.generateIntermediate')]
				: []),
			...(importBundle ? [row(vscode.l10n.t('Import a CA bundle'), 'pki.importBundle')] : []),
		];
		if (rows.length > 0) return rows;
		return [new RowNode(this.host, this, { text: vscode.l10n.t('No issuers yet') })];
	}

	async #pinned(listed: readonly Authority[]): Promise<readonly TreeNode[]> {
		const { client, connection, mount } = this.parts;
		const ids = connection.pins.flatMap((pin) =>
			pin.kind === 'authority' &&
			pin.mount === mount &&
			!listed.some((authority) => isCalled(authority, pin.authority))
				? [pin.authority]
				: [],
		);
		return Promise.all(
			ids.map(async (id) => {
				try {
					const record = await client.readAuthority(mount, id);
					return new AuthorityNode(this.host, this, this.parts, alone({ ...record, id }), {});
				} catch (error) {
					const about = describeError(error).message;
					const blank: Authority = { id, name: id, isDefault: false, hasKey: true };
					return new AuthorityNode(this.host, this, this.parts, alone(blank), { fault: about });
				}
			}),
		);
	}
}

/** A path names an issuer by its id, its name or the word `default`. */
function isCalled({ id, name, isDefault }: Authority, reference: string): boolean {
	return [id, name].includes(reference) || (isDefault && reference === 'default');
}

function alone(item: Authority): Branch<Authority> {
	return { key: item.id, item, below: [] };
}

class AuthorityNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly parts: MountParts,
		private readonly branch: Branch<Authority>,
		/** Present where it is pinned; `fault` says why nothing is known of it. */
		private readonly pinned?: { readonly fault?: string },
	) {
		super(host, parent, `${parent.id}/${branch.key}`);
	}

	get authority(): string {
		return this.branch.item.id;
	}

	override opensItself(): boolean {
		return this.branch.below.length > 0;
	}

	override toTreeItem(): vscode.TreeItem {
		const record = this.branch.item;
		const { isDefault, notAfter, hasKey, subject } = record;
		const isInactive = record.isActive === false;
		const { name, alias = '' } = issuerName(record);
		const now = new Date();
		const described = (expiry: typeof expiryWords) =>
			[
				this.pinned?.fault ?? '',
				isInactive ? vscode.l10n.t('inactive') : '',
				notAfter === undefined ? '' : expiry(record, now),
				isDefault ? vscode.l10n.t('default') : '',
				alias,
				hasKey ? '' : vscode.l10n.t('no key here'),
				this.pinned ? vscode.l10n.t('pinned') : '',
			]
				.filter((word) => word !== '')
				.join(' · ');
		return treeItem(this, name, {
			description: described(expiryInRow),
			spokenDescription: described(expiryWords),
			icon: this.#icon(now),
			tags: [
				'authority',
				...this.parts.tags,
				...(isDefault ? ['default'] : []),
				...(this.pinned ? ['pinned'] : []),
			],
			tooltip: [
				name,
				subject === undefined ? '' : vscode.l10n.t('Subject: {0}', subject),
				alias === '' ? '' : vscode.l10n.t('Called {0} here', alias),
				notAfter === undefined ? '' : `${expiryWords(record, now)} (${exactTime(notAfter)})`,
				isInactive ? vscode.l10n.t('Inactive on the server: it cannot issue certificates.') : '',
				hasKey ? '' : vscode.l10n.t('Its private key is not here, so it cannot issue here.'),
				this.pinned?.fault ?? '',
			],
			state: this.opensItself() ? Expanded : this.#hasCrl ? Collapsed : None,
			command: {
				title: vscode.l10n.t('Show Details'),
				command: 'pki.showDetails',
				arguments: [this, rowClick],
			},
		});
	}

	protected override load(): Promise<readonly TreeNode[]> {
		return Promise.resolve([
			...(this.#hasCrl ? [new CrlNode(this.host, this, this.parts, this.authority)] : []),
			...this.branch.below.map((branch) => new AuthorityNode(this.host, this, this.parts, branch)),
		]);
	}

	/** Of one that is pinned and could not be read, the list cannot be read either. */
	get #hasCrl(): boolean {
		return this.parts.client.readAuthorityCrl !== undefined && this.pinned?.fault === undefined;
	}

	#icon(now: Date): string | vscode.ThemeIcon {
		if (this.branch.item.isActive === false) return verdictIcon('revoked');
		const verdict = verdictOf(this.branch.item, now, expiryThreshold());
		return verdict === 'valid' || verdict === 'unknown' ? 'shield' : verdictIcon(verdict);
	}
}
