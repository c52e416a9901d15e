/** Sentences for why a CA that was made elsewhere cannot be used. */
import * as vscode from 'vscode';
import type { Table } from './connections/connectionWords.js';
import { exactTime } from './words.js';

export const existingCa: Table = {
	caNoCertificate: () =>
		vscode.l10n.t('The CA’s certificate file contains no certificate. Choose another file.'),
	caNoKey: () => vscode.l10n.t('The CA’s key file contains no private key. Choose another file.'),
	keyPassword: () => vscode.l10n.t('The CA’s private key is encrypted. Enter its password.'),
	keyPasswordWrong: () =>
		vscode.l10n.t('Could not decrypt the CA’s private key. Check the password.'),
	caOtherKey: (arg) =>
		vscode.l10n.t(
			'The private key does not belong to “{0}”. Choose the key of this CA.',
			arg('name'),
		),
	caNotCa: (arg) => vscode.l10n.t('“{0}” is not a CA certificate.', arg('name')),
	caMayNotSign: (arg) =>
		vscode.l10n.t('“{0}” is not allowed to sign certificates (key usage).', arg('name')),
	caExpired: (arg) => vscode.l10n.t('“{0}” expired on {1}.', arg('name'), timeOf(arg('at'))),
	caNotYetValid: (arg) =>
		vscode.l10n.t('“{0}” is not valid until {1}.', arg('name'), timeOf(arg('at'))),
	caNoRoot: (arg) =>
		vscode.l10n.t(
			'The root above “{0}” is missing. Choose a certificate file that contains both.',
			arg('name'),
		),
};

function timeOf(at: string): string {
	return at === '' ? vscode.l10n.t('an unreadable date') : exactTime(at);
}
