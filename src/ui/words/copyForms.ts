/** What the forms of *Copy As* are called. */
import * as vscode from 'vscode';
import type { CopyFormId } from '../../core/copyAs/registry.js';

export function copyFormWords(id: CopyFormId): string {
	switch (id) {
		case 'pem':
			return 'PEM';
		case 'oneLine':
			return vscode.l10n.t('PEM on one line, with \\n');
		case 'derBase64':
			return vscode.l10n.t('DER in base64');
		case 'sha256':
			return vscode.l10n.t('SHA-256 thumbprint');
		case 'sha1':
			return vscode.l10n.t('SHA-1 thumbprint');
		case 'spkiPin':
			return vscode.l10n.t('Public key pin (pin-sha256)');
		case 'kubernetesSecret':
			return vscode.l10n.t('Kubernetes Secret');
		case 'opensslCommand':
			return vscode.l10n.t('OpenSSL command');
	}
}
