import * as vscode from 'vscode';
import type { Backend } from '../core/backends/backend.js';
import type { Change, Connection, ExplorerPort, Services } from '../services/services.js';
import { relativeTime } from '../ui/words.js';
import { CertificateNode, CertificatesNode } from './lists.js';
import { mountGroups, MountNode } from './mounts.js';
import { treeItem, TreeNode, type TreeHost } from './node.js';

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

class ConnectionNode extends TreeNode {
	#description: string | undefined;

	constructor(
		host: TreeHost,
		private readonly record: Connection,
		private readonly connected: boolean,
	) {
		// Another id once it is connected, so that the row opens anew.
		super(host, undefined, `${record.id}${connected ? '' : '/offered'}`);
	}

	override get connection(): string {
		return this.record.id;
	}

	override get mount(): string | undefined {
		return this.record.origin === 'builtIn' ? 'local' : undefined;
	}

	override toTreeItem(): vscode.TreeItem {
		const { origin, backend, label, describedBy, fields } = this.record;
		const local = origin === 'builtIn';
		const title = origin === 'environment' ? `${describedBy ?? ''} ${label}`.trim() : label;
		const words = local
			? vscode.l10n.t('built in')
			: (this.#description ??
				(origin === 'environment' ? vscode.l10n.t('from the environment') : fields.address));
		return treeItem(this, title, {
			description: words,
			icon: this.connected ? 'server-environment' : 'plug',
			tags: ['connection', origin, backend, this.connected ? 'connected' : 'offered'],
			state: this.connected ? Collapsed : None,
			command: this.connected
				? undefined
				: {
						title: vscode.l10n.t('Connect'),
						command: 'pki.connectEnvironment',
						arguments: [this],
					},
		});
	}

	protected override async load(): Promise<readonly TreeNode[]> {
		const { services } = this.host;
		const client = await services.clients.get(this.record.id);
		if (this.record.origin === 'builtIn') {
			return mountGroups(this.host, this, client, this.record, 'local');
		}
		await this.#describe(client);
		const { items } = await client.listMounts({ limit: 5000 });
		const listed = new Set(items.map((item) => item.mount));
		const pinned = [...new Set(this.record.pins.map((pin) => pin.mount))]
			.filter((mount) => !listed.has(mount))
			.map((mount) => ({ mount, description: vscode.l10n.t('pinned') }));
		return [...items, ...pinned].map(
			(mount) => new MountNode(this.host, this, client, this.record, mount),
		);
	}

	async #describe(client: Backend): Promise<void> {
		const status = await client.status();
		const { product, version, state, credentialsExpireAt } = status;
		this.#description = [
			[product, version].filter(Boolean).join(' '),
			state,
			credentialsExpireAt === undefined
				? ''
				: vscode.l10n.t('token ends {0}', relativeTime(credentialsExpireAt, new Date())),
		]
			.filter(Boolean)
			.join(' · ');
		this.host.redraw(this);
	}
}

/** The tree of connections; reads only what is opened. */
class Explorer implements vscode.TreeDataProvider<TreeNode>, ExplorerPort, TreeHost {
	readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
	readonly onDidChangeTreeData = this.#changed.event;
	readonly #connected = new Set<string>();
	readonly #view: vscode.TreeView<TreeNode>;
	readonly #subscriptions: vscode.Disposable;
	#roots: Promise<readonly TreeNode[]> | undefined;

	constructor(readonly services: Services) {
		this.#view = vscode.window.createTreeView('pki.connections', {
			treeDataProvider: this,
			showCollapseAll: true,
			canSelectMany: true,
		});
		this.#subscriptions = vscode.Disposable.from(
			this.#view,
			this.#changed,
			services.connections.onDidChange(() => this.#reset()),
			services.changes.onDidChange((change) => void this.#apply(change)),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.#reset()),
		);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	redraw(node: TreeNode | undefined): void {
		this.#changed.fire(node);
	}

	getTreeItem(node: TreeNode): vscode.TreeItem {
		return node.toTreeItem();
	}

	getParent(node: TreeNode): TreeNode | undefined {
		return node.parent;
	}

	async getChildren(node?: TreeNode): Promise<TreeNode[]> {
		return [...(await (node ? node.children() : this.#connections()))];
	}

	async reveal(target: Parameters<ExplorerPort['reveal']>[0]): Promise<boolean> {
		const found = await this.#find(target);
		if (!found) return false;
		await this.#view.reveal(found, { select: true, focus: true, expand: !target.serialNumber });
		return true;
	}

	refresh(node?: unknown): void {
		if (node instanceof TreeNode) {
			node.forget();
			this.redraw(node);
		} else {
			this.#reset();
		}
	}

	async loadMore(node: unknown): Promise<void> {
		if (node instanceof CertificatesNode) await node.more();
	}

	async loadAll(node: unknown): Promise<void> {
		if (node instanceof CertificatesNode) await node.all();
	}

	async sort(node: unknown): Promise<void> {
		if (!(node instanceof CertificatesNode)) return;
		const items = [
			{ label: vscode.l10n.t('As the server lists them'), order: 'server' as const },
			{ label: vscode.l10n.t('By expiry, the next first'), order: 'expiry' as const },
			{ label: vscode.l10n.t('By name'), order: 'name' as const },
		];
		const chosen = await vscode.window.showQuickPick(items, {
			placeHolder: vscode.l10n.t('Sort the certificates that are loaded'),
		});
		if (!chosen) return;
		node.order = chosen.order;
		node.redrawLoaded();
	}

	async filter(node: unknown): Promise<void> {
		if (!(node instanceof CertificatesNode)) return;
		const text = await vscode.window.showInputBox({
			prompt: vscode.l10n.t(
				'Show only loaded certificates whose name or serial contains … (empty: all)',
			),
			value: node.filterText,
		});
		if (text === undefined) return;
		node.filterText = text.trim();
		node.redrawLoaded();
	}

	#connections(): Promise<readonly TreeNode[]> {
		this.#roots ??= this.services.connections
			.list()
			.then((list) =>
				vscode.workspace.isTrusted
					? list.map(
							(item) =>
								new ConnectionNode(
									this,
									item,
									item.origin !== 'environment' || this.#connected.has(item.id),
								),
						)
					: [],
			);
		return this.#roots;
	}

	#reset(): void {
		this.#roots = undefined;
		this.redraw(undefined);
	}

	async #apply(change: Change): Promise<void> {
		const { connection, mount, part } = change;
		if (connection === undefined) {
			this.#reset();
			return;
		}
		// Whoever changes or uses an offered connection has connected it.
		const known = this.#connected.has(connection);
		this.#connected.add(connection);
		const root = await this.#root(connection);
		if (!root || (!known && root.id.endsWith('/offered'))) {
			this.#reset();
			return;
		}
		if (mount === undefined || root.mount !== undefined) {
			if (root.mount === undefined) {
				this.refresh(root);
				return;
			}
		}
		const owner = root.mount === undefined ? await this.#mount(root, mount ?? '') : root;
		if (!owner) {
			this.refresh(root);
			return;
		}
		for (const child of await owner.children()) {
			const isPart = part === undefined || child.id.endsWith(`/${part}`);
			if (isPart || (part === 'certificates' && child.id.endsWith('/revoked'))) this.refresh(child);
		}
		if (root.mount !== undefined) this.#authoritiesMayBeNew(owner);
	}

	/** The Local CA's authorities are made with its first certificate. */
	#authoritiesMayBeNew(owner: TreeNode): void {
		void owner.children().then((children) => {
			const authorities = children.find((child) => child.id.endsWith('/authorities'));
			if (authorities) this.refresh(authorities);
		});
	}

	async #root(connection: string): Promise<TreeNode | undefined> {
		return (await this.#connections()).find((node) => node.connection === connection);
	}

	async #mount(root: TreeNode, mount: string): Promise<TreeNode | undefined> {
		return (await root.children()).find((node) => node.mount === mount);
	}

	async #find(target: Parameters<ExplorerPort['reveal']>[0]): Promise<TreeNode | undefined> {
		const root = await this.#root(target.connection);
		if (!root || target.mount === undefined) return root;
		const owner = root.mount === target.mount ? root : await this.#mount(root, target.mount);
		if (!owner || target.serialNumber === undefined) return owner;
		for (const group of await owner.children()) {
			if (!(group instanceof CertificatesNode)) continue;
			const row = (await group.children()).find(
				(node) => node instanceof CertificateNode && node.serialNumber === target.serialNumber,
			);
			if (row) return row;
		}
		return undefined;
	}
}

export function registerExplorer(services: Services): ExplorerPort & { dispose(): void } {
	return new Explorer(services);
}
