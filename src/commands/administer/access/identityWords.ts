import * as vscode from 'vscode';
import type { IdentityKind } from '../../../core/backends/contract/backend.js';

/** Those that a policy can be bound to, the usual one first. */
export const identityKinds = [
	'serviceAccount',
	'user',
	'group',
] as const satisfies readonly IdentityKind[];

export function identityKindWords(kind: IdentityKind): string {
	switch (kind) {
		case 'user':
			return vscode.l10n.t('User');
		case 'serviceAccount':
			return vscode.l10n.t('Service account');
		case 'group':
			return vscode.l10n.t('Group');
	}
}
