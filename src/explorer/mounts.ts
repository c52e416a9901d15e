import * as vscode from 'vscode';
import type {
	Authority,
	Backend,
	Mount,
	Permissions,
	RoleSummary,
} from '../core/backends/backend.js';
import { isPkiError } from '../core/common/errors.js';
import type { Connection } from '../services/services.js';
import { exactTime, expiryWords } from '../ui/words.js';
import { CertificatesNode, certificatePage } from './lists.js';
import { MessageNode, treeItem, TreeNode, type TreeHost } from './node.js';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The groups below a mount; for the Local CA they hang below the connection itself. */
export function mountGroups(
	host: TreeHost,
	parent: TreeNode,
	client: Backend,
	connection: Connection,
	mount: string,
): readonly TreeNode[] {
	const local = connection.origin === 'builtIn';
	const list = client.listRevoked?.bind(client);
	return [
		new AuthoritiesNode(host, parent, client, mount, local),
		new RolesNode(host, parent, client, connection, mount, local),
		new CertificatesNode(
			host,
			parent,
			vscode.l10n.t('Certificates'),
			'certificates',
			(cursor, signal) =>
				client.listCertificates(mount, { cursor, limit: certificatePage }, { signal }),
		),
		...(list
			? [
					new CertificatesNode(
						host,
						parent,
						vscode.l10n.t('Revoked'),
						'revoked',
						(cursor, signal) => list(mount, { cursor, limit: certificatePage }, { signal }),
					),
				]
			: []),
		...(client.readCrl ? [new CrlNode(host, parent, client, mount)] : []),
	];
}

export class MountNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly client: Backend,
		private readonly owner: Connection,
		private readonly record: Mount,
	) {
		super(host, parent, `${parent.id}/${record.mount}`);
	}

	override get mount(): string {
		return this.record.mount;
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, `${this.record.mount}/`, {
			description: this.record.description,
			icon: 'archive',
			tags: ['mount', ...(this.client.administration ? ['administer'] : [])],
		});
	}

	protected override load(): Promise<readonly TreeNode[]> {
		return Promise.resolve(
			mountGroups(this.host, this, this.client, this.owner, this.record.mount),
		);
	}
}

/** What a refused list says instead of looking empty: the right that is missing, after asking the server for it. */
async function refused(
	node: TreeNode,
	client: Backend,
	mount: string,
	right: keyof Permissions,
	words: string,
	error: unknown,
): Promise<readonly TreeNode[]> {
	if (!isPkiError(error, 'forbidden')) throw error;
	const permissions = await client.permissions?.(mount);
	if (permissions?.[right] === true) throw error;
	return [new MessageNode(node.host, node, words, 'lock')];
}

class AuthoritiesNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly client: Backend,
		private readonly path: string,
		private readonly local: boolean,
	) {
		super(host, parent, `${parent.id}/authorities`);
	}

	override get mount(): string {
		return this.path;
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, this.local ? vscode.l10n.t('Authorities') : vscode.l10n.t('Issuers'), {
			icon: 'shield',
			tags: ['authorities', ...(this.local ? ['local'] : [])],
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		try {
			const { items } = await this.client.listAuthorities(this.path, { limit: 5000 });
			const ids = new Set(items.map((item) => item.id));
			return items
				.filter((item) => item.parentId === undefined || !ids.has(item.parentId))
				.map((item) => new AuthorityNode(this.host, this, item, items));
		} catch (error) {
			const words = vscode.l10n.t('Your token may not list issuers here. Pin one by its path.');
			return refused(this, this.client, this.path, 'listAuthorities', words, error);
		}
	}

	protected override empty(): readonly TreeNode[] {
		const text = this.local
			? vscode.l10n.t('Made with the first certificate you issue')
			: vscode.l10n.t('No CA here yet: generate a root or an intermediate');
		return [new MessageNode(this.host, this, text)];
	}
}

class AuthorityNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly record: Authority,
		private readonly all: readonly Authority[],
	) {
		super(host, parent, `${parent.id}/${record.id}`);
	}

	get authority(): string {
		return this.record.id;
	}

	override toTreeItem(): vscode.TreeItem {
		const { name, isDefault, notAfter, hasKey, subject } = this.record;
		const words = [
			notAfter === undefined ? '' : expiryWords(this.record, new Date()),
			isDefault ? vscode.l10n.t('default') : '',
			hasKey ? '' : vscode.l10n.t('no key here'),
		].filter(Boolean);
		const below = this.all.some((item) => item.parentId === this.record.id);
		return treeItem(this, name, {
			description: words.join(' · '),
			icon: 'shield',
			tags: ['authority', ...(isDefault ? ['default'] : [])],
			tooltip: [name, subject, notAfter && exactTime(notAfter)].filter(Boolean).join('\n'),
			state: below ? Expanded : None,
			command: {
				title: vscode.l10n.t('Show Details'),
				command: 'pki.showDetails',
				arguments: [this],
			},
		});
	}

	protected override load(): Promise<readonly TreeNode[]> {
		return Promise.resolve(
			this.all
				.filter((item) => item.parentId === this.record.id)
				.map((item) => new AuthorityNode(this.host, this, item, this.all)),
		);
	}
}

class RolesNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly client: Backend,
		private readonly owner: Connection,
		private readonly path: string,
		private readonly local: boolean,
	) {
		super(host, parent, `${parent.id}/roles`);
	}

	override get mount(): string {
		return this.path;
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, this.local ? vscode.l10n.t('Profiles') : vscode.l10n.t('Roles'), {
			icon: 'symbol-class',
			tags: ['roles', ...(this.client.administration ? ['administer'] : [])],
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const pinned = this.owner.pins.flatMap((pin): RoleSummary[] =>
			pin.kind === 'role' && pin.mount === this.path ? [{ role: pin.role }] : [],
		);
		const node = ({ role }: RoleSummary) => new RoleNode(this.host, this, role, this.client);
		try {
			const { items } = await this.client.listRoles(this.path, { limit: 5000 });
			const listed = new Set(items.map((item) => item.role));
			return [...pinned.filter((pin) => !listed.has(pin.role)), ...items].map(node);
		} catch (error) {
			const words = vscode.l10n.t('Your token may not list roles here. Pin one by its name.');
			const rest = await refused(this, this.client, this.path, 'listRoles', words, error);
			return [...pinned.map(node), ...rest];
		}
	}
}

class RoleNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		readonly role: string,
		private readonly client: Backend,
	) {
		super(host, parent, `${parent.id}/${role}`);
	}

	override toTreeItem(): vscode.TreeItem {
		const tags = [
			'role',
			...('issue' in this.client ? ['issue'] : []),
			...('sign' in this.client ? ['sign'] : []),
			...(this.client.administration ? ['administer'] : []),
		];
		return treeItem(this, this.role, {
			icon: 'symbol-class',
			tags,
			state: None,
		});
	}
}

class CrlNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly client: Backend,
		private readonly path: string,
	) {
		super(host, parent, `${parent.id}/crl`);
	}

	override get mount(): string {
		return this.path;
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, 'CRL', {
			icon: 'list-flat',
			tags: ['crl', ...(this.client.administration ? ['administer'] : [])],
			state: Collapsed,
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const crl = await this.client.readCrl?.(this.path);
		const number = Number.parseInt(crl?.crlNumber ?? '', 16);
		const facts = [
			Number.isNaN(number) ? '' : vscode.l10n.t('number {0}', number),
			crl?.nextUpdate ? vscode.l10n.t('next update {0}', exactTime(crl.nextUpdate)) : '',
		].filter(Boolean);
		return facts.map((text, index) => new FactNode(this.host, this, text, String(index)));
	}
}

class FactNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly text: string,
		key: string,
	) {
		super(host, parent, `${parent.id}/${key}`);
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, this.text, { icon: 'dash', tags: ['fact'], state: None });
	}
}
