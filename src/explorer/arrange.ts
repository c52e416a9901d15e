/** What the commands of a list of certificates do; anything else that they are called with is left alone. */
import * as vscode from 'vscode';
import { CertificatesNode } from './certificates.js';

export async function loadMore(node: unknown): Promise<void> {
	if (node instanceof CertificatesNode) await node.more();
}

export async function loadAll(node: unknown): Promise<void> {
	if (node instanceof CertificatesNode) await node.all();
}

export async function sort(node: unknown): Promise<void> {
	if (!(node instanceof CertificatesNode)) return;
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

export async function filter(node: unknown): Promise<void> {
	if (!(node instanceof CertificatesNode)) return;
	const text = await vscode.window.showInputBox({
		prompt: vscode.l10n.t(
			'Show only loaded certificates whose name, SAN or serial number contains … (empty: all)',
		),
		value: node.filter,
	});
	if (text !== undefined) node.arrange({ filter: text });
}
