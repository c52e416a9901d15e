import * as vscode from 'vscode';
import type { SaidBy, Side } from '../../../../core/tls/explain/explanation.js';

/** Where something has to change. */
export function sideWords(side: Side): string {
	switch (side) {
		case 'client':
			return vscode.l10n.t('To be fixed on the client.');
		case 'server':
			return vscode.l10n.t('To be fixed on the server.');
		case 'either':
			return vscode.l10n.t('To be fixed on the client or the server.');
		case 'network':
			return vscode.l10n.t('To be fixed in the network or the address.');
	}
}

export function saidByWords(saidBy: SaidBy): string {
	return saidBy === 'peer'
		? vscode.l10n.t('Reported by the other side.')
		: vscode.l10n.t('Found by the program itself.');
}
