/** Why a certificate is not renewed or rotated. */
import * as vscode from 'vscode';
import type { Table } from '../connections/connectionWords.js';

export const renewal: Table = {
	rotateCa: (arg) =>
		vscode.l10n.t(
			'{0} holds a CA certificate. Only certificates of servers and clients are renewed.',
			arg('file'),
		),
	noKeyForRotation: (arg) =>
		vscode.l10n.t(
			'The private key of “{0}” was not found beside it or in the workspace. Name the key’s file.',
			arg('name'),
		),
};
