/** Sentences for why something cannot be converted or compared. */
import * as vscode from 'vscode';
import type { Table } from './connections/connectionWords.js';

export const conversion: Table = {
	unreadableBlock: (arg) =>
		vscode.l10n.t(
			'A part of it is damaged (line {0}) and would be lost. Repair or remove it first.',
			arg('line'),
		),
	keyEncrypted: () => vscode.l10n.t('The private key is encrypted. Enter its password.'),
	noEntry: (arg) => vscode.l10n.t('The file has no entry “{0}”.', arg('name')),
	keyPasswordRefused: () => vscode.l10n.t('Could not decrypt the private key. Check the password.'),
	nothingOpen: () => vscode.l10n.t('Select a certificate or key, or open its file first.'),
	nothingSelected: () => vscode.l10n.t('Select a certificate for compare first.'),
	keyForm: () => vscode.l10n.t('This type of key is not supported in that format.'),
	noKey: () => vscode.l10n.t('No private key was found. Choose the file that contains it.'),
	noMatchingKey: (arg) =>
		vscode.l10n.t(
			'The private key does not belong to “{0}”. Choose the key of this certificate.',
			arg('name'),
		),
	keyWithoutCertificate: () =>
		vscode.l10n.t(
			'One of the private keys has no certificate in the source. Choose a source that contains both, or leave out the key.',
		),
	emptyWorkspace: () =>
		vscode.l10n.t('No certificates, keys, requests or CRLs were found in the workspace.'),
	nothingForTarget: (arg) => vscode.l10n.t('Nothing in it can be written as {0}.', arg('format')),
};
