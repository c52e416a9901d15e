/** How the certificates of a file go together. */
import * as vscode from 'vscode';
import { lineNumber, type FindingEntries } from './entry.js';

export const chainEntries = {
	leafNotFirst: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'{0} is not the first certificate in this file. Programs use the first one as their own, so it must come before its issuers.',
				name,
			),
		title: () => vscode.l10n.t('Own certificate is not first'),
		why: () =>
			vscode.l10n.t(
				'Programs take the first certificate of a file as their own. Node.js and Go then fail to load the file, because the private key does not match.',
			),
		mend: () => vscode.l10n.t('Move the certificate to the top, followed by its issuers.'),
	},
	chainOutOfOrder: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'The issuers of {0} are out of order. TLS 1.2 expects each certificate to be followed by its issuer.',
				arg('name'),
			),
		title: () => vscode.l10n.t('Issuers are out of order'),
		why: () =>
			vscode.l10n.t(
				'TLS 1.2 requires each certificate to be followed by its issuer. Most clients accept any order, but strict or old ones do not.',
			),
		mend: () => vscode.l10n.t('Sort the certificates so that each is followed by its issuer.'),
	},
	issuerKeyMismatch: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} was not signed by “{1}” at line {2}: the name matches, but the key does not. Clients reject this chain.',
				name,
				arg('issuer'),
				lineNumber(arg('line')),
			),
		title: () => vscode.l10n.t('Issuer has another key'),
		why: () =>
			vscode.l10n.t(
				'The issuer in this file has the right name, but its key did not sign the certificate. Clients and servers reject such a chain.',
			),
		mend: () =>
			vscode.l10n.t(
				'Replace the issuer by the CA certificate that was current when the certificate was issued, or issue the certificate again.',
			),
	},
} satisfies FindingEntries;
