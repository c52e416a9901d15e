import * as vscode from 'vscode';
import { lazily } from '../core/common/lazily.js';
import type { ExplorerPort, ListChoice } from '../services/ports/explorer.js';
import type { Services } from '../services/services.js';
import type { CertificatesNode } from './nodes/certificates.js';
import type { TreeNode } from './nodes/node.js';
import type { RoleDocuments } from './roleDocuments.js';
import type { ConnectionTree } from './tree.js';

/**
 * A row that VS Code does not have yet, or draws anew at that moment, is not opened, and no error says so; what was
 * opened is told before `reveal` ends.
 */
const mostReveals = 10;
const betweenReveals = 100;

/** The view stands at once; what draws its rows is loaded with the first look at it, or the first change. */
export function registerExplorer(services: Services): ExplorerPort & { dispose(): void } {
	const changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
	let loaded: ConnectionTree | undefined;
	const load = lazily(async () => {
		const { ConnectionTree } = await import('./tree.js');
		loaded = new ConnectionTree(services);
		loaded.onDidChangeTreeData((node) => changed.fire(node));
		return loaded;
	});
	const view = vscode.window.createTreeView<TreeNode>('pki.connections', {
		showCollapseAll: true,
		canSelectMany: true,
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getChildren: async (node) => (await load()).getChildren(node),
			getTreeItem: async (node) => (await load()).getTreeItem(node),
			getParent: (node) => node.parent,
			resolveTreeItem: async (item, node, token) =>
				(await load()).resolveTreeItem(item, node, token),
		},
	});
	const roles = registerRoleDocuments(services);
	const opened = watchOpened(view);
	const visibility = view.onDidChangeVisibility(({ visible }) => {
		if (visible) services.connections.refresh();
	});
	const firstChange = services.changes.onDidChange((change) => {
		// From then on the tree listens itself.
		firstChange.dispose();
		if (loaded) return;
		load().then(
			(tree) => tree.apply(change),
			(error: unknown) => services.log.error(`tree: ${String(error)}`),
		);
	});
	const listOf = async (choice: ListChoice): Promise<CertificatesNode> =>
		(await import('./arrange.js')).findList(choice, view, await load());
	return {
		dispose: () => {
			firstChange.dispose();
			roles.dispose();
			visibility.dispose();
			opened.dispose();
			view.dispose();
			loaded?.dispose();
			changed.dispose();
		},
		refresh: (node) => loaded?.refresh(node),
		reveal: async (target) => {
			const tree = await load();
			const expand = !target.serialNumber;
			for (let patience = mostReveals; ; patience -= 1) {
				const found = await tree.find(target);
				if (!found) return false;
				await view.reveal(found, { select: true, focus: true, expand });
				if (!expand || opened.has(found) || patience === 0) return true;
				await new Promise((resolve) => setTimeout(resolve, betweenReveals));
			}
		},
		loadMore: async (choice) => (await import('./arrange.js')).loadMore(await listOf(choice)),
		loadAll: async (choice) => (await import('./arrange.js')).loadAll(await listOf(choice)),
		sort: async (choice) => (await import('./arrange.js')).sort(await listOf(choice)),
		filter: async (choice) => (await import('./arrange.js')).filter(await listOf(choice)),
		showRole: async (place) => (await roles.load()).show(place),
		clearFilter: async (choice) => (await import('./arrange.js')).clearFilter(await listOf(choice)),
	};
}

/** Roles as text documents, which are there after a reload too; what makes them is loaded with the first. */
function registerRoleDocuments(services: Services): {
	load(): Promise<RoleDocuments>;
	dispose(): void;
} {
	const scheme = 'pki-role';
	const changed = new vscode.EventEmitter<vscode.Uri>();
	let loaded: RoleDocuments | undefined;
	const load = lazily(async () => {
		const { RoleDocuments } = await import('./roleDocuments.js');
		loaded = new RoleDocuments(services, scheme, (uri) => changed.fire(uri));
		return loaded;
	});
	const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
		onDidChange: changed.event,
		provideTextDocumentContent: async (uri) => (await load()).text(uri),
	});
	return {
		load,
		dispose: () => {
			registration.dispose();
			loaded?.dispose();
			changed.dispose();
		},
	};
}

/** Which rows stand open: those that the view told of, and those that come open. */
function watchOpened(view: vscode.TreeView<TreeNode>): {
	has(node: TreeNode): boolean;
	dispose(): void;
} {
	const open = new WeakSet<TreeNode>();
	const events = vscode.Disposable.from(
		view.onDidExpandElement(({ element }) => open.add(element)),
		view.onDidCollapseElement(({ element }) => open.delete(element)),
	);
	return {
		has: (node) =>
			open.has(node) ||
			node.toTreeItem().collapsibleState !== vscode.TreeItemCollapsibleState.Collapsed,
		dispose: () => void events.dispose(),
	};
}
