import * as vscode from 'vscode';
import { visible } from '../words/visible.js';

/** Why a certificate was revoked (RFC 5280, 5.3.1), in words. */
export function revocationReason(reason: string | undefined): string {
	switch (reason) {
		case undefined:
			return vscode.l10n.t('not given');
		case 'unspecified':
			return vscode.l10n.t('unspecified');
		case 'keyCompromise':
			return vscode.l10n.t('key compromised');
		case 'cACompromise':
		case 'caCompromise':
			return vscode.l10n.t('CA key compromised');
		case 'aACompromise':
			return vscode.l10n.t('attribute authority key compromised');
		case 'affiliationChanged':
			return vscode.l10n.t('affiliation changed');
		case 'superseded':
			return vscode.l10n.t('superseded');
		case 'cessationOfOperation':
			return vscode.l10n.t('no longer in use');
		case 'certificateHold':
			return vscode.l10n.t('on hold; may become valid again');
		case 'removeFromCRL':
		case 'removeFromCrl':
			return vscode.l10n.t('removed: no longer revoked');
		case 'privilegeWithdrawn':
			return vscode.l10n.t('privilege withdrawn');
		default:
			return /^\d+$/.test(reason) ? vscode.l10n.t('unknown reason {0}', reason) : visible(reason);
	}
}
