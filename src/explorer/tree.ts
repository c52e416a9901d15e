import * as vscode from 'vscode';
import type { Change } from '../services/changes.js';
import type { ExplorerPort } from '../services/ports/explorer.js';
import type { Services } from '../services/services.js';
import { signalFrom } from '../ui/ask/progress.js';
import { certificatesBelow } from './nodes/certificates.js';
import { ConnectionNode } from './nodes/connection.js';
import { CrlNode } from './nodes/crl.js';
import type { Arrangement } from './nodes/loaded.js';
import { ErrorNode, TreeNode, type TreeHost } from './nodes/node.js';

/** VS Code gathers what is to be drawn for 200 ms; a row that it does not have is never taken. */
const mostWaitMs = 500;

type Target = Parameters<ExplorerPort['reveal']>[0];

/** The tree of connections; reads only what is opened, and after a change only what it changed. */
export class ConnectionTree implements vscode.TreeDataProvider<TreeNode>, TreeHost {
	readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
	readonly onDidChangeTreeData = this.#changed.event;
	readonly arrangements = new Map<string, Arrangement>();
	/** Offered connections that were used. */
	readonly #connected = new Set<string>();
	readonly #subscriptions: vscode.Disposable;
	#roots: readonly ConnectionNode[] = [];
	#reading: Promise<readonly ConnectionNode[]> | undefined;
	/** The rows that VS Code has, or was told to ask for. */
	#shown: readonly ConnectionNode[] | undefined;
	/** What the rows said when they were drawn. */
	readonly #drawn = new WeakMap<TreeNode, string>();
	/** What is waited for: that VS Code takes a row. */
	readonly #takings = new Map<TreeNode, () => void>();
	/** Rows to be drawn anew a little later. */
	readonly #waiting = new Set<TreeNode>();

	constructor(readonly services: Services) {
		this.#subscriptions = vscode.Disposable.from(
			this.#changed,
			services.connections.onDidChange(() => void this.#listIfChanged()),
			services.changes.onDidChange((change) => this.apply(change)),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.#listAnew()),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('pki.expiry')) this.redraw(undefined);
			}),
		);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	/**
	 * VS Code forgets what is below a row that is drawn anew: a row there that it is about to open would stay empty, so
	 * that comes first.
	 */
	redraw(node: TreeNode | undefined, patience = 40): void {
		if (node === undefined || patience === 0 || !isOpening(node)) {
			this.#changed.fire(node);
		} else if (!this.#waiting.has(node)) {
			this.#waiting.add(node);
			setTimeout(() => {
				this.#waiting.delete(node);
				this.redraw(node, patience - 1);
			}, 50);
		}
	}

	update(nodes: readonly TreeNode[]): void {
		const others = nodes.filter((node) => this.#saysMore(node));
		const [first] = others;
		if (others.length > 1) this.#changed.fire([...others]);
		else if (first) this.redraw(first);
	}

	getTreeItem(node: TreeNode): vscode.TreeItem {
		const item = node.toTreeItem();
		this.#drawn.set(node, saidBy(item));
		this.#takings.get(node)?.();
		return item;
	}

	/** Whether a row says something else than when VS Code took it; one that it never took says all it can then. */
	#saysMore(node: TreeNode): boolean {
		const drawn = this.#drawn.get(node);
		return drawn !== undefined && drawn !== saidBy(node.toTreeItem());
	}

	/**
	 * Draws a row anew that says more since the rows below it are known, before VS Code gets those: told afterwards, it
	 * would forget them and at times not ask for them again, and their menus would act on nothing.
	 */
	async #drawFirst(node: TreeNode): Promise<void> {
		if (!this.#saysMore(node)) return;
		const taken = new Promise<void>((resolve) => {
			this.#takings.set(node, resolve);
			setTimeout(resolve, mostWaitMs);
		});
		this.#changed.fire(node);
		await taken;
		this.#takings.delete(node);
	}

	async resolveTreeItem(
		item: vscode.TreeItem,
		node: TreeNode,
		token: vscode.CancellationToken,
	): Promise<vscode.TreeItem> {
		if (node.tooltip) item.tooltip = await node.tooltip(signalFrom(token));
		return item;
	}

	getParent(node: TreeNode): TreeNode | undefined {
		return node.parent;
	}

	async getChildren(node?: TreeNode): Promise<TreeNode[]> {
		if (node) {
			const rows = await node.children();
			await this.#drawFirst(node);
			return [...rows];
		}
		this.#shown = await this.#list();
		return [...this.#shown];
	}

	/** A row, what an error row stands for, or everything. */
	refresh(node?: unknown): void {
		const target = node instanceof ErrorNode ? node.parent : node;
		if (target instanceof TreeNode) {
			// A connection that failed is opened anew, with what its settings and files say now.
			if (node instanceof ErrorNode && target instanceof ConnectionNode) {
				this.services.clients.reopen(target.connection);
			}
			target.forget();
			this.redraw(target);
		} else {
			for (const root of this.#roots) root.forget();
			this.#listAnew();
		}
	}

	async find({ connection, mount, serialNumber }: Target): Promise<TreeNode | undefined> {
		const root = await this.#root(connection);
		if (!root || mount === undefined) return root;
		const owner = root.mount === mount ? root : await mountBelow(root, mount);
		if (!owner || serialNumber === undefined) return owner;
		const list = certificatesBelow(await owner.children());
		return list?.find(serialNumber);
	}

	#list(): Promise<readonly ConnectionNode[]> {
		this.#reading ??= this.#readConnections();
		return this.#reading;
	}

	/** Rows of connections that stayed the same are kept, with all that was read below them. */
	async #readConnections(): Promise<readonly ConnectionNode[]> {
		const list = vscode.workspace.isTrusted ? await this.services.connections.list() : [];
		const before = new Map(this.#roots.map((root) => [root.connection, root]));
		this.#roots = list.map((record) => {
			const isConnected = record.origin !== 'environment' || this.#connected.has(record.id);
			const known = before.get(record.id);
			const isSame =
				known?.isConnected === isConnected &&
				JSON.stringify(known.record) === JSON.stringify(record);
			return isSame ? known : new ConnectionNode(this, record, isConnected);
		});
		return this.#roots;
	}

	#listAnew(): void {
		this.#reading = undefined;
		this.redraw(undefined);
	}

	/**
	 * Secrets change more often than the list does, and several events tell of one new connection: each needless drawing
	 * could lose a row that is about to open.
	 */
	async #listIfChanged(): Promise<void> {
		this.#reading = undefined;
		// Why a list cannot be read is told where it is drawn.
		const roots = await this.#list().catch(() => undefined);
		const shown = this.#shown;
		const isSame =
			roots?.length === shown?.length && roots?.every((root, at) => root === shown?.[at]);
		if (isSame === true) return;
		this.#shown = roots;
		this.redraw(undefined);
	}

	/** Draws anew what a change touched, as far as it was drawn before. */
	apply(change: Change): void {
		const { connection } = change;
		if (connection === undefined) {
			this.refresh();
			return;
		}
		// Whoever changes or uses an offered connection has connected it.
		this.#connected.add(connection);
		const root = this.#roots.find((node) => node.connection === connection);
		if (root?.isConnected) this.#applyBelow(root, change);
		else void this.#listIfChanged();
	}

	#applyBelow(root: ConnectionNode, { mount, part }: Change): void {
		const isSingle = root.mount !== undefined;
		const isWhole = part === 'mounts' || (mount === undefined && !isSingle);
		const owner = isSingle ? root : root.loaded?.find((node) => node.mount === mount);
		// A mount that is not listed yet may be new.
		if (isWhole || !owner) root.refresh();
		else refreshParts(owner, part, isSingle);
	}

	async #root(connection: string): Promise<ConnectionNode | undefined> {
		return (await this.#list()).find((node) => node.connection === connection);
	}
}

/** Which groups of a mount show what changed. */
const touched: Readonly<Record<NonNullable<Change['part']>, readonly string[]>> = {
	mounts: [],
	authorities: ['authorities', 'crl'],
	roles: ['roles'],
	certificates: ['certificates', 'revoked'],
	crl: ['crl'],
};

/** All of a row that can change while it stays; its command has the row itself in it. */
function saidBy(item: vscode.TreeItem): string {
	const { label, description, tooltip, iconPath, contextValue, collapsibleState } = item;
	return JSON.stringify([label, description, tooltip, iconPath, contextValue, collapsibleState]);
}

/** Whether a row below is shown open and what stands in it was not asked for yet. */
function isOpening({ loaded = [] }: TreeNode): boolean {
	return loaded.some(
		(child) => (child.opensItself() && child.loaded === undefined) || isOpening(child),
	);
}

async function mountBelow(root: TreeNode, mount: string): Promise<TreeNode | undefined> {
	return (await root.children()).find((node) => node.mount === mount);
}

function refreshParts(owner: TreeNode, part: Change['part'], isSingle: boolean): void {
	const groups = owner.loaded ?? [];
	// A CA may be made with its first certificate: until then there are no groups to refresh.
	const isMissing = !groups.some(({ id }) => id.endsWith('/certificates'));
	if (part === undefined || (isSingle && isMissing)) {
		owner.refresh();
		return;
	}
	for (const group of groups) {
		if (touched[part].some((key) => group.id.endsWith(`/${key}`))) group.refresh();
		else if (part === 'crl') for (const crl of crlsBelow(group)) crl.refresh();
	}
}

/** Where every CA has its own, as far as the rows were read. */
function crlsBelow(node: TreeNode): readonly CrlNode[] {
	return node instanceof CrlNode ? [node] : (node.loaded ?? []).flatMap(crlsBelow);
}
