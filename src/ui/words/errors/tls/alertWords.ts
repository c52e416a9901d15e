import * as vscode from 'vscode';
import type { alerts } from '../../../../core/tls/explain/entries/alerts.js';
import type { EntryWords } from './entryWords.js';

/** What the server said about the client. */
export const alertWords: Readonly<Record<(typeof alerts)[number]['id'], EntryWords>> = {
	clientCertificateRequired: {
		title: () => vscode.l10n.t('Client certificate required'),
		meaning: () => vscode.l10n.t('The server requires a client certificate, but none was sent.'),
		checks: () => [
			vscode.l10n.t(
				'Check that the client sets both certificate and key. An empty value, or one without the other, is often ignored without an error.',
			),
			vscode.l10n.t(
				'Check that the key belongs to the certificate. Node.js sends no certificate if an EC certificate has an RSA key.',
			),
			vscode.l10n.t(
				'Go and Java clients skip a certificate whose issuer is not among the CA names that the server advertises.',
			),
			vscode.l10n.t('Check whether a proxy or load balancer in between ends TLS.'),
		],
	},
	clientCertificateRefused: {
		title: () => vscode.l10n.t('Client certificate rejected'),
		meaning: () =>
			vscode.l10n.t(
				'The server rejected the client certificate without a specific reason. Java and older Go servers send this for almost any problem, and some also if no certificate was sent.',
			),
		checks: () => [
			vscode.l10n.t('Read the server’s log. It usually has the exact reason.'),
			vscode.l10n.t('Check that the certificate allows client authentication (clientAuth).'),
			vscode.l10n.t('Check that the server trusts the issuer, and that intermediates are sent.'),
			vscode.l10n.t('Check the validity dates, the signature algorithm and the key size.'),
		],
	},
	clientIssuerUnknown: {
		title: () => vscode.l10n.t('Issuer of the client certificate unknown'),
		meaning: () =>
			vscode.l10n.t(
				'The server could not build a chain from the client certificate to a CA that it trusts for clients.',
			),
		checks: () => [
			vscode.l10n.t(
				'Send the intermediates together with the client certificate: the certificate first, then its issuers.',
			),
			vscode.l10n.t(
				'Compare the issuer with the server’s list of client CAs (tls_client_ca_file, ssl_client_certificate, ca-file).',
			),
			vscode.l10n.t('Check that the client uses the certificate that is meant for this server.'),
		],
	},
	clientCertificateExpired: {
		title: () => vscode.l10n.t('Client certificate expired'),
		meaning: () =>
			vscode.l10n.t(
				'The server rejected the client certificate because it has expired. Go servers also say so if it is not valid yet.',
			),
		checks: () => [
			vscode.l10n.t('Check the validity dates of the client certificate and its intermediates.'),
			vscode.l10n.t('Renew it, and restart or reload the client so that it reads the new file.'),
			vscode.l10n.t('Compare the clocks of both machines.'),
		],
	},
	clientCertificateNotYetValid: {
		title: () => vscode.l10n.t('Client certificate not valid yet'),
		meaning: () =>
			vscode.l10n.t('The server rejected the client certificate because it is not valid yet.'),
		checks: () => [
			vscode.l10n.t('Compare the clocks of client, server and CA.'),
			vscode.l10n.t('Let the CA set the start of validity a few minutes back.'),
		],
	},
	clientCertificateRevoked: {
		title: () => vscode.l10n.t('Client certificate revoked'),
		meaning: () =>
			vscode.l10n.t('The server rejected the client certificate because it was revoked.'),
		checks: () => [
			vscode.l10n.t('Issue a new client certificate.'),
			vscode.l10n.t(
				'If it was not meant to be revoked, check the CRL or OCSP responder that the server uses.',
			),
		],
	},
	clientCertificatePurpose: {
		title: () => vscode.l10n.t('Client certificate has the wrong purpose'),
		meaning: () =>
			vscode.l10n.t('The server rejected the client certificate because of its purpose or type.'),
		checks: () => [
			vscode.l10n.t(
				'Check that its extended key usage includes clientAuth. A server certificate often has only serverAuth.',
			),
			vscode.l10n.t('Issue a certificate with clientAuth, from a role that allows it.'),
		],
	},
	serverCertificateRefused: {
		title: () => vscode.l10n.t('The client rejected the server certificate'),
		meaning: () =>
			vscode.l10n.t(
				'The client ended the handshake because it does not accept the server’s certificate. The client’s own error has the reason.',
			),
		checks: () => [
			vscode.l10n.t('Read the client’s error or log.'),
			vscode.l10n.t('Check that the client trusts the CA of the server certificate.'),
			vscode.l10n.t('Check that the server sends its intermediates.'),
			vscode.l10n.t('Check that the host name that the client uses is in the server certificate.'),
		],
	},
	clientSignatureWrong: {
		title: () => vscode.l10n.t('Signature check failed in the handshake'),
		meaning: () =>
			vscode.l10n.t(
				'The signature with which the client proves that it has the private key was not accepted.',
			),
		checks: () => [
			vscode.l10n.t('Check that the private key belongs to the certificate.'),
			vscode.l10n.t(
				'If the key is in an HSM or a signing service, check that it uses the right key.',
			),
		],
	},
	handshakeFailure: {
		title: () => vscode.l10n.t('Handshake failure'),
		meaning: () =>
			vscode.l10n.t(
				'Client and server could not agree on the parameters of the connection. In TLS 1.2, servers also say so if the client sent no certificate.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check whether the server requires a client certificate, and whether it is sent.',
			),
			vscode.l10n.t('Check that client and server have a cipher suite in common.'),
			vscode.l10n.t('Check that the cipher suites match the key type of the server certificate.'),
		],
	},
	protocolVersion: {
		title: () => vscode.l10n.t('No common TLS version'),
		meaning: () => vscode.l10n.t('Client and server support no common TLS version.'),
		checks: () => [
			vscode.l10n.t('Check the minimum and maximum TLS version of the client.'),
			vscode.l10n.t('Check the versions that the server accepts, such as tls_min_version.'),
			vscode.l10n.t('If one of them supports only TLS 1.0 or 1.1, update it.'),
		],
	},
	internalError: {
		title: () => vscode.l10n.t('Internal error of the server'),
		meaning: () =>
			vscode.l10n.t('The other side ended the handshake because of an internal error.'),
		checks: () => [
			vscode.l10n.t('Read the server’s log.'),
			vscode.l10n.t(
				'Check that the server has a certificate for the name that the client asks for.',
			),
			vscode.l10n.t(
				'Some servers send this instead of a proper answer if the TLS versions do not match.',
			),
		],
	},
	unrecognizedName: {
		title: () => vscode.l10n.t('Unknown server name'),
		meaning: () =>
			vscode.l10n.t('The server does not serve the server name (SNI) that the client asked for.'),
		checks: () => [
			vscode.l10n.t('Check the host name in the address, or set the server name of the client.'),
			vscode.l10n.t('Check the names for which the server is configured.'),
		],
	},
	noApplicationProtocol: {
		title: () => vscode.l10n.t('No common application protocol'),
		meaning: () =>
			vscode.l10n.t(
				'Client and server share no application protocol (ALPN), such as h2 or http/1.1.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check that the server speaks the protocol that the client expects, such as HTTP/2 for gRPC.',
			),
			vscode.l10n.t('Check the port: another service may be listening there.'),
		],
	},
	otherAlert: {
		title: () => vscode.l10n.t('TLS alert'),
		meaning: () => vscode.l10n.t('The other side ended the connection with a TLS alert.'),
		checks: () => [
			vscode.l10n.t('Read the log of the other side.'),
			vscode.l10n.t(
				'Check that both sides use current TLS libraries, and that no proxy in between changes the traffic.',
			),
		],
	},
};
