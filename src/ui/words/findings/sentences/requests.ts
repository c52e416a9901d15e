/** Requests, and what CRLs revoke. */
import * as vscode from 'vscode';
import { exactTime } from '../../words.js';
import { lineNumber, type FindingEntries, type Parts } from './entry.js';

export const requestEntries = {
	challengePasswordPresent: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'The request for {0} contains a challenge password. Anyone who has the file can read it.',
				name,
			),
		title: () => vscode.l10n.t('Challenge password in a request'),
		why: () =>
			vscode.l10n.t(
				'The challenge password is not encrypted. Anyone who knows it may be able to revoke or renew the certificate at CAs that use it.',
			),
		mend: () =>
			vscode.l10n.t(
				'Do not share or commit the request. Create it again without a password if the CA does not ask for one.',
			),
	},
	requestSignatureInvalid: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'The signature of the request for {0} does not match its key. CAs refuse it.',
				name,
			),
		title: () => vscode.l10n.t('Request signature is invalid'),
		why: () =>
			vscode.l10n.t(
				'A request is signed with its own key to prove that the sender has it. CAs refuse a request whose signature does not match.',
			),
		mend: () => vscode.l10n.t('Create the request again with the right private key.'),
	},
	certificateRevokedHere: {
		sentence: ({ name, arg }) => revokedWords(name, arg),
		title: () => vscode.l10n.t('Certificate is revoked'),
		why: () =>
			vscode.l10n.t(
				'Clients and servers that are configured with the CRL refuse this certificate. Others do not notice that it is revoked.',
			),
		mend: () => vscode.l10n.t('Replace it by a new certificate with a new key.'),
	},
	crlSignatureInvalid: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'The CRL of {0} was not signed by the key of that CA in this file, so clients ignore or refuse it.',
				name,
			),
		title: () => vscode.l10n.t('CRL signature is invalid'),
		why: () =>
			vscode.l10n.t(
				'Clients trust a CRL only if the issuer of the certificates signed it. Those that require a CRL reject every certificate without a valid one.',
			),
		mend: () =>
			vscode.l10n.t(
				'Download the current CRL, or replace the CA certificate by the one that signs it.',
			),
	},
} satisfies FindingEntries;

function revokedWords(name: string, arg: Parts['arg']): string {
	const place =
		arg('file') === ''
			? vscode.l10n.t('the CRL at line {0}', lineNumber(arg('line')))
			: arg('file');
	const revoked =
		arg('revokedAt') === ''
			? vscode.l10n.t('{0} is revoked by {1}.', name, place)
			: vscode.l10n.t('{0} is revoked by {1} since {2}.', name, place, exactTime(arg('revokedAt')));
	return arg('signature') === 'good'
		? revoked
		: vscode.l10n.t('{0} The signature of the CRL was not checked.', revoked);
}
