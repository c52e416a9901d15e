/** Signatures of certificates. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const signatureEntries = {
	md5Signature: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} is signed with MD5 ({1}). Clients and servers reject it.',
				name,
				arg('algorithm'),
			),
		title: () => vscode.l10n.t('Certificate is signed with MD5'),
		why: () =>
			vscode.l10n.t(
				'MD5 signatures can be forged. Node.js, Go, browsers and OpenSSL reject certificates signed with it.',
			),
		mend: () => vscode.l10n.t('Have the certificate issued again with SHA-256.'),
	},
	sha1Signature: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} is signed with SHA-1 ({1}). Most clients and servers reject it.',
				name,
				arg('algorithm'),
			),
		title: () => vscode.l10n.t('Certificate is signed with SHA-1'),
		why: () =>
			vscode.l10n.t(
				'SHA-1 signatures can be forged. Node.js, Go and browsers reject certificates signed with it, except roots, whose own signature is not checked.',
			),
		mend: () => vscode.l10n.t('Have the certificate issued again with SHA-256.'),
	},
} satisfies FindingEntries;
