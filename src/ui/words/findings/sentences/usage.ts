/** What certificates may be used for. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const usageEntries = {
	serverWithoutServerAuth: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} stands where a server’s certificate is expected, but its extended key usage ({1}) does not allow that. Clients reject it.',
				name,
				arg('usages'),
			),
		title: () => vscode.l10n.t('Server certificate lacks serverAuth'),
		why: () =>
			vscode.l10n.t(
				'Clients reject a server whose certificate has an extended key usage without serverAuth.',
			),
		mend: () => vscode.l10n.t('Issue the certificate with the extended key usage serverAuth.'),
	},
	clientWithoutClientAuth: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} stands where a client’s certificate is expected, but its extended key usage ({1}) does not allow that. Servers reject it.',
				name,
				arg('usages'),
			),
		title: () => vscode.l10n.t('Client certificate lacks clientAuth'),
		why: () =>
			vscode.l10n.t(
				'Servers reject a client whose certificate has an extended key usage without clientAuth.',
			),
		mend: () => vscode.l10n.t('Issue the certificate with the extended key usage clientAuth.'),
	},
	caWithoutKeyCertSign: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'{0} is a CA, but its key usage does not allow it to sign certificates. Clients reject what it issues.',
				name,
			),
		title: () => vscode.l10n.t('CA may not sign certificates'),
		why: () =>
			vscode.l10n.t(
				'A CA whose key usage lacks keyCertSign cannot issue: clients and servers reject every certificate below it.',
			),
		mend: () =>
			vscode.l10n.t('Have the CA certificate issued again with the key usage keyCertSign.'),
	},
	leafWithCaTrue: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'{0} is a host’s certificate, but it is also a CA. Anyone with its private key can issue certificates.',
				name,
			),
		title: () => vscode.l10n.t('Host certificate is a CA'),
		why: () =>
			vscode.l10n.t(
				'Clients accept it. But the private key of the host can then issue certificates for any name, and clients that trust its issuer trust those too.',
			),
		mend: () =>
			vscode.l10n.t('Issue the certificate again without CA:TRUE in its basic constraints.'),
	},
	keyUsageConflict: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} is for {1}, but its key usage ({2}) does not allow that.',
				name,
				arg('purpose'),
				arg('usages'),
			),
		title: () => vscode.l10n.t('Key usages contradict each other'),
		why: () =>
			vscode.l10n.t(
				'A certificate may only be used as both its key usage and its extended key usage allow (RFC 5280). Some programs reject the certificate, others do not check.',
			),
		mend: () =>
			vscode.l10n.t('Issue the certificate with a key usage that fits, for TLS digitalSignature.'),
	},
	unknownCriticalExtension: {
		sentence: ({ name, arg }) =>
			arg('by') === 'some'
				? vscode.l10n.t(
						'{0} has the critical extension {1}, which Go and Bun do not know, so they reject it.',
						name,
						arg('oid'),
					)
				: vscode.l10n.t(
						'{0} has the critical extension {1}, which clients do not know, so they reject it.',
						name,
						arg('oid'),
					),
		title: () => vscode.l10n.t('Critical extension is unknown'),
		why: () =>
			vscode.l10n.t(
				'Programs must reject a certificate with a critical extension that they do not process. Node.js, Go and OpenSSL do. A few old extensions are known to OpenSSL and Node.js only.',
			),
		mend: () =>
			vscode.l10n.t('Issue the certificate without the extension, or with it as not critical.'),
	},
} satisfies FindingEntries;
