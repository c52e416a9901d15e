import * as vscode from 'vscode';
import { can } from '../core/backends/contract/backend.js';
import type { Services } from '../services/services.js';

/** Which secrets are gone, and what to do about it. */
export async function tellLoss({ backends, connections, clients }: Services): Promise<void> {
	const list = await connections.list();
	const isCaLost = await Promise.all(
		list
			.filter((connection) => can(backends.of(connection), 'createAuthority'))
			.map(async ({ id }) => (await (await clients.get(id)).status()).notices?.includes('keyLost')),
	);
	const words = [
		vscode.l10n.t('VS Code’s secret storage did not keep the secrets of the last session.'),
		...(list.some(({ origin }) => origin === 'saved')
			? [vscode.l10n.t('Connections will ask for their token again.')]
			: []),
	];
	if (!isCaLost.includes(true)) {
		void vscode.window.showWarningMessage(words.join(' '));
		return;
	}
	words.push(
		vscode.l10n.t('The private key of the Local CA is lost. A new CA can keep its key in a file.'),
	);
	const renew = vscode.l10n.t('New CA…');
	if ((await vscode.window.showWarningMessage(words.join(' '), renew)) === renew) {
		await vscode.commands.executeCommand('pki.newLocalCa');
	}
}
