import * as vscode from 'vscode';
import type { ExplorerPort, Services } from '../services/services.js';
import { CertificatesNode } from './certificates.js';
import { ConnectionTree } from './tree.js';

export function registerExplorer(services: Services): ExplorerPort & { dispose(): void } {
	const tree = new ConnectionTree(services);
	const view = vscode.window.createTreeView('pki.connections', {
		treeDataProvider: tree,
		showCollapseAll: true,
		canSelectMany: true,
	});
	return {
		dispose: () => {
			view.dispose();
			tree.dispose();
		},
		refresh: (node) => tree.refresh(node),
		reveal: async (target) => {
			const found = await tree.find(target);
			if (!found) return false;
			await view.reveal(found, { select: true, focus: true, expand: !target.serialNumber });
			return true;
		},
		loadMore: async (node) => {
			if (node instanceof CertificatesNode) await node.more();
		},
		loadAll: async (node) => {
			if (node instanceof CertificatesNode) await node.all();
		},
		sort: async (node) => {
			if (node instanceof CertificatesNode) await askForOrder(node);
		},
		filter: async (node) => {
			if (node instanceof CertificatesNode) await askForFilter(node);
		},
	};
}

async function askForOrder(node: CertificatesNode): Promise<void> {
	const items = [
		{ label: vscode.l10n.t('As the server lists them'), order: 'server' as const },
		{ label: vscode.l10n.t('By expiry, the next first'), order: 'expiry' as const },
		{ label: vscode.l10n.t('By name'), order: 'name' as const },
	].map((item) => (item.order === node.order ? { ...item, picked: true } : item));
	const chosen = await vscode.window.showQuickPick(items, {
		placeHolder: vscode.l10n.t('Sort the certificates that are loaded'),
	});
	if (chosen) node.arrange({ order: chosen.order });
}

async function askForFilter(node: CertificatesNode): Promise<void> {
	const filter = await vscode.window.showInputBox({
		prompt: vscode.l10n.t(
			'Show only loaded certificates whose name, SAN or serial number contains … (empty: all)',
		),
		value: node.filter,
	});
	if (filter !== undefined) node.arrange({ filter });
}
