/** What the commands of a list of certificates do, and which list that is. */
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import type { ListChoice } from '../services/ports/explorer.js';
import { certificatesBelow, CertificatesNode } from './nodes/certificates.js';
import type { TreeNode } from './nodes/node.js';
import type { ConnectionTree } from './tree.js';

/** Rejects with `notFound` where nothing was issued yet; a list that was asked for is shown. */
export async function findList(
	{ node, isNamed, ask }: ListChoice,
	view: Pick<vscode.TreeView<TreeNode>, 'selection' | 'reveal'>,
	tree: ConnectionTree,
): Promise<CertificatesNode> {
	if (node instanceof CertificatesNode) return node;
	const selected = isNamed ? undefined : listAround(view.selection[0]);
	if (selected) return selected;
	const target = await ask();
	const groups = (await (await tree.find(target))?.children()) ?? [];
	const list = certificatesBelow(groups);
	if (!list) {
		throw new PkiError('notFound', { reason: 'noCertificate', args: { mount: target.mount } });
	}
	await view.reveal(list, { select: true, focus: true, expand: true });
	await list.children();
	return list;
}

function listAround(row: TreeNode | undefined): CertificatesNode | undefined {
	if (row === undefined || row instanceof CertificatesNode) return row;
	return listAround(row.parent);
}

export async function loadMore(node: CertificatesNode): Promise<void> {
	if (isWhole(node)) return;
	await node.more();
}

export async function loadAll(node: CertificatesNode): Promise<void> {
	if (isWhole(node)) return;
	await node.all();
}

/** The rows offer to load more only where there is more; the palette cannot know. */
function isWhole(node: CertificatesNode): boolean {
	if (node.hasMore) return false;
	void vscode.window.showInformationMessage(
		vscode.l10n.t('All certificates of this list are loaded.'),
	);
	return true;
}

export async function sort(node: CertificatesNode): Promise<void> {
	const items = [
		{ label: vscode.l10n.t('Server order'), order: 'server' as const },
		{ label: vscode.l10n.t('By expiry, soonest first'), order: 'expiry' as const },
		{ label: vscode.l10n.t('By name'), order: 'name' as const },
	].map((item) => (item.order === node.order ? { ...item, picked: true } : item));
	const chosen = await vscode.window.showQuickPick(items, {
		placeHolder: vscode.l10n.t('Sort loaded certificates'),
	});
	if (chosen) node.arrange({ order: chosen.order });
}

export async function filter(node: CertificatesNode): Promise<void> {
	const text = await vscode.window.showInputBox({
		prompt: vscode.l10n.t('Filter loaded certificates by name, SAN or serial (empty: show all)'),
		value: node.filter,
	});
	if (text !== undefined) node.arrange({ filter: text });
}

export function clearFilter(node: CertificatesNode): void {
	node.arrange({ filter: '' });
}
