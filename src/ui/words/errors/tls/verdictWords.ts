import * as vscode from 'vscode';
import type { verdicts } from '../../../../core/tls/explain/entries/verdicts.js';
import type { EntryWords } from './entryWords.js';

/** What the client found in the server's certificate. */
export const verdictWords: Readonly<Record<(typeof verdicts)[number]['id'], EntryWords>> = {
	incompleteChain: {
		title: () => vscode.l10n.t('Incomplete chain'),
		meaning: () =>
			vscode.l10n.t(
				'The server sent only its own certificate, and its issuer is not among the CAs that the client trusts.',
			),
		checks: () => [
			vscode.l10n.t('Let the server send its certificate followed by the intermediates.'),
			vscode.l10n.t(
				'Check that the client trusts the root. Adding the intermediate to the client’s CA file is only a workaround.',
			),
			vscode.l10n.t(
				'If an intermediate is sent, check that it is the current one: one with the same name but another key does not match.',
			),
		],
	},
	unknownIssuer: {
		title: () => vscode.l10n.t('Issuer of the server certificate unknown'),
		meaning: () =>
			vscode.l10n.t('The root of the server’s chain is not among the CAs that the client trusts.'),
		checks: () => [
			vscode.l10n.t('Check that the client’s CA file contains the root of the server’s chain.'),
			vscode.l10n.t(
				'Check that the CA is really read: Node.js ignores a ca option that is a path or unreadable PEM, and NODE_EXTRA_CA_CERTS if ca is set or if it is set after the start.',
			),
			vscode.l10n.t('Check that the server sends its intermediates.'),
		],
	},
	incompleteCaFile: {
		title: () => vscode.l10n.t('CA file without its root'),
		meaning: () =>
			vscode.l10n.t('The client’s CA file contains an intermediate CA, but not the root above it.'),
		checks: () => [
			vscode.l10n.t('Add the root to the CA file.'),
			vscode.l10n.t(
				'In Node.js, allowPartialTrustChain: true accepts an intermediate as a trust anchor.',
			),
		],
	},
	selfSignedInChain: {
		title: () => vscode.l10n.t('Untrusted root in the chain'),
		meaning: () =>
			vscode.l10n.t(
				'The server sent its chain including the root, and the client does not trust that root.',
			),
		checks: () => [
			vscode.l10n.t(
				'If the root is the right one, compare its fingerprint and add it to the client’s CA file.',
			),
			vscode.l10n.t('If you do not know this root, a proxy may be intercepting TLS.'),
			vscode.l10n.t('The server does not need to send the root.'),
		],
	},
	selfSigned: {
		title: () => vscode.l10n.t('Self-signed server certificate'),
		meaning: () =>
			vscode.l10n.t('The server certificate is self-signed, and the client does not trust it.'),
		checks: () => [
			vscode.l10n.t(
				'Add exactly this certificate to the client’s CA file, or issue one from a CA that the client trusts.',
			),
			vscode.l10n.t(
				'Check the address and port: a default certificate often comes from another service.',
			),
		],
	},
	expired: {
		title: () => vscode.l10n.t('Server certificate expired'),
		meaning: () => vscode.l10n.t('A certificate in the server’s chain has expired.'),
		checks: () => [
			vscode.l10n.t(
				'Check each certificate of the chain: the intermediate or a CA in the client’s file may be the expired one.',
			),
			vscode.l10n.t(
				'Renew the certificate and reload the server. It may still be using the old file.',
			),
			vscode.l10n.t('Compare the clocks of both machines.'),
		],
	},
	notYetValid: {
		title: () => vscode.l10n.t('Server certificate not valid yet'),
		meaning: () =>
			vscode.l10n.t('The validity of a certificate in the server’s chain starts in the future.'),
		checks: () => [
			vscode.l10n.t('Compare the clocks of client, server and CA.'),
			vscode.l10n.t('Let the CA set the start of validity a few minutes back.'),
		],
	},
	nameMismatch: {
		title: () => vscode.l10n.t('Name not in the server certificate'),
		meaning: () =>
			vscode.l10n.t(
				'The name or IP address that the client connects to is not in the server certificate.',
			),
		checks: () => [
			vscode.l10n.t('Compare the name with the subject alternative names of the certificate.'),
			vscode.l10n.t(
				'An IP address needs an IP entry; an IP address written as a DNS entry does not match. A wildcard covers one label only.',
			),
			vscode.l10n.t(
				'Connect by a name that is in the certificate, set the server name, or issue a certificate with the name.',
			),
		],
	},
	commonNameOnly: {
		title: () => vscode.l10n.t('No subject alternative name'),
		meaning: () =>
			vscode.l10n.t(
				'The server certificate has its name only in the common name, which Go does not accept.',
			),
		checks: () => [
			vscode.l10n.t(
				'Issue the certificate again with a subject alternative name. Vault, OpenBao and other Go programs require it.',
			),
		],
	},
	wrongPurpose: {
		title: () => vscode.l10n.t('Server certificate has the wrong purpose'),
		meaning: () =>
			vscode.l10n.t(
				'The certificate does not allow server authentication, or an issuer in the chain is not a CA.',
			),
		checks: () => [
			vscode.l10n.t('Check that its extended key usage includes serverAuth.'),
			vscode.l10n.t('Check that each issuer in the chain is a CA (basic constraints).'),
		],
	},
	pathTooLong: {
		title: () => vscode.l10n.t('Chain too long'),
		meaning: () => vscode.l10n.t('The chain has more intermediates than a CA in it allows.'),
		checks: () => [
			vscode.l10n.t('Check the path length of the CAs in the chain.'),
			vscode.l10n.t('Issue the intermediate again from a CA that allows another level.'),
		],
	},
	badSignature: {
		title: () => vscode.l10n.t('Signature of a certificate is wrong'),
		meaning: () =>
			vscode.l10n.t('The signature of a certificate in the chain does not match its issuer.'),
		checks: () => [
			vscode.l10n.t('Check whether the file is damaged. Copy it again.'),
			vscode.l10n.t(
				'Check that the CA certificate is the current one: one with the same name may have another key.',
			),
		],
	},
	nameConstraint: {
		title: () => vscode.l10n.t('Name outside the CA’s permitted names'),
		meaning: () =>
			vscode.l10n.t('A name in the certificate violates the name constraints of its CA.'),
		checks: () => [
			vscode.l10n.t('Check the name constraints of each CA in the chain.'),
			vscode.l10n.t('Issue the certificate with permitted names, or from another CA.'),
		],
	},
	issuerMayNotSign: {
		title: () => vscode.l10n.t('Issuer is not allowed to sign'),
		meaning: () =>
			vscode.l10n.t(
				'A certificate in the chain is used as a CA, but is not allowed to sign certificates.',
			),
		checks: () => [
			vscode.l10n.t('Check that each issuer is a CA, and that its key usage includes keyCertSign.'),
			vscode.l10n.t(
				'Check that no server or client certificate is in the place of the intermediate.',
			),
		],
	},
	weakSignature: {
		title: () => vscode.l10n.t('Weak signature algorithm'),
		meaning: () =>
			vscode.l10n.t(
				'A certificate in the chain is signed with SHA-1 or MD5, which clients reject.',
			),
		checks: () => [vscode.l10n.t('Issue the certificate again with SHA-256 or better.')],
	},
	weakKey: {
		title: () => vscode.l10n.t('Key too short'),
		meaning: () =>
			vscode.l10n.t(
				'A certificate in the chain has a key that is too short for the client’s security level.',
			),
		checks: () => [
			vscode.l10n.t(
				'Issue the certificate again with an RSA key of 2048 bits or more, or an EC key.',
			),
		],
	},
	unknownCriticalExtension: {
		title: () => vscode.l10n.t('Unknown critical extension'),
		meaning: () =>
			vscode.l10n.t(
				'A certificate in the chain has a critical extension that the client does not understand.',
			),
		checks: () => [
			vscode.l10n.t(
				'Issue the certificate again without this extension, or mark it as not critical.',
			),
		],
	},
	revoked: {
		title: () => vscode.l10n.t('Server certificate revoked'),
		meaning: () => vscode.l10n.t('The server certificate was revoked.'),
		checks: () => [
			vscode.l10n.t('Issue a new certificate and reload the server.'),
			vscode.l10n.t('If the certificate was replaced, check that the server uses the new file.'),
		],
	},
	crlMissing: {
		title: () => vscode.l10n.t('CRL missing'),
		meaning: () =>
			vscode.l10n.t('Revocation is checked, but there is no CRL for an issuer in the chain.'),
		checks: () => [
			vscode.l10n.t(
				'Supply the CRL of every CA in the chain, including the root if the whole chain is checked.',
			),
		],
	},
	crlExpired: {
		title: () => vscode.l10n.t('CRL expired'),
		meaning: () =>
			vscode.l10n.t('The CRL that is used to check revocation is past its next update.'),
		checks: () => [
			vscode.l10n.t('Fetch the current CRL.'),
			vscode.l10n.t('Check that the CA publishes a new one in time.'),
		],
	},
	verificationFailed: {
		title: () => vscode.l10n.t('Certificate verification failed'),
		meaning: () =>
			vscode.l10n.t(
				'The certificate of the other side could not be verified. The text does not say why.',
			),
		checks: () => [
			vscode.l10n.t('Look for the reason further down in the message or its cause.'),
			vscode.l10n.t(
				'Check trust (CA and intermediates), then the name, the validity dates and the purpose.',
			),
		],
	},
};
