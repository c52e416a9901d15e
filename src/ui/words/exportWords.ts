/** Titles and words of an exported list, for people. */
import * as vscode from 'vscode';
import type { ExportColumn } from '../../core/workspace/exportText.js';

export function columnTitle(column: ExportColumn): string {
	switch (column) {
		case 'kind':
			return vscode.l10n.t('Type');
		case 'name':
			return vscode.l10n.t('Name');
		case 'state':
			return vscode.l10n.t('State');
		case 'notBefore':
			return vscode.l10n.t('Valid from');
		case 'notAfter':
			return vscode.l10n.t('Expires');
		case 'file':
			return vscode.l10n.t('File');
		case 'line':
			return vscode.l10n.t('Line');
		case 'issuer':
			return vscode.l10n.t('Issuer');
		case 'sha256':
			return 'SHA-256';
		case 'matches':
			return vscode.l10n.t('Matching key');
		case 'usedBy':
			return vscode.l10n.t('Used by');
	}
}
