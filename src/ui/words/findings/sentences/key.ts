/** Private keys, and the keys of certificates. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const keyEntries = {
	foreignKey: {
		sentence: () =>
			vscode.l10n.t('This private key does not belong to any certificate in this file.'),
		title: () => vscode.l10n.t('Private key matches no certificate'),
		why: () =>
			vscode.l10n.t(
				'Programs that load certificate and key from this file fail, because the two do not belong together.',
			),
		mend: () =>
			vscode.l10n.t(
				'Replace the key by the one the certificate was issued for, or issue a new certificate for this key.',
			),
	},
	keyBesideMismatch: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t('{0} does not match the private key in {1}.', name, arg('file')),
		title: () => vscode.l10n.t('Key file does not match certificate'),
		why: () =>
			vscode.l10n.t(
				'By its name, the key file belongs to this certificate, but it holds another key. Programs that are given both fail to load them.',
			),
		mend: () =>
			vscode.l10n.t(
				'Replace the key file by the key the certificate was issued for, or issue a new certificate for this key.',
			),
	},
} satisfies FindingEntries;
