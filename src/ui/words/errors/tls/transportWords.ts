import * as vscode from 'vscode';
import type { transport } from '../../../../core/tls/explain/entries/transport.js';
import type { EntryWords } from './entryWords.js';

/** Why there was no TLS connection at all. */
export const transportWords: Readonly<Record<(typeof transport)[number]['id'], EntryWords>> = {
	httpsToHttp: {
		title: () => vscode.l10n.t('Server does not speak TLS'),
		meaning: () =>
			vscode.l10n.t(
				'The client started TLS, but the other side answered without TLS, often with plain HTTP.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check the port, and whether the address should start with http:// instead of https://.',
			),
			vscode.l10n.t(
				'Check that TLS is enabled on the server. In Vault and OpenBao, tls_disable turns it off.',
			),
			vscode.l10n.t('Check whether a proxy answered.'),
			vscode.l10n.t(
				'SMTP, LDAP, PostgreSQL and MySQL start in plain text and switch to TLS (STARTTLS).',
			),
		],
	},
	httpToHttps: {
		title: () => vscode.l10n.t('Plain HTTP sent to a TLS port'),
		meaning: () => vscode.l10n.t('A client sent plain HTTP to a port that expects TLS.'),
		checks: () => [vscode.l10n.t('Use https:// in the client’s address.')],
	},
	closedInHandshake: {
		title: () => vscode.l10n.t('Connection closed during the handshake'),
		meaning: () =>
			vscode.l10n.t(
				'The other side closed the connection during the TLS handshake without saying why.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check whether the server requires a client certificate: Node.js servers close the connection if they do not accept it.',
			),
			vscode.l10n.t('Check the server name: a load balancer may not know it.'),
			vscode.l10n.t('Check the port, and whether a firewall closes the connection.'),
		],
	},
	closedAfterHandshake: {
		title: () => vscode.l10n.t('Connection closed after the handshake'),
		meaning: () =>
			vscode.l10n.t(
				'The other side closed the connection before it answered. In TLS 1.3 this is often how a rejected client certificate looks.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check the client certificate. In TLS 1.3 the server checks it after the client considers the handshake complete.',
			),
			vscode.l10n.t('fetch in Node.js hides the TLS alert. Test the connection to see the reason.'),
			vscode.l10n.t('Read the server’s log.'),
			vscode.l10n.t('Check whether http:// was used for a port that expects TLS.'),
		],
	},
	connectionReset: {
		title: () => vscode.l10n.t('Connection reset'),
		meaning: () => vscode.l10n.t('The other side reset the connection.'),
		checks: () => [
			vscode.l10n.t(
				'Check the client certificate: Node.js servers reset the connection if they do not accept it.',
			),
			vscode.l10n.t('Check whether http:// was used for a port that expects TLS.'),
			vscode.l10n.t('Check for a firewall, proxy or load balancer in between.'),
		],
	},
	noAnswer: {
		title: () => vscode.l10n.t('No answer'),
		meaning: () => vscode.l10n.t('The server did not answer in time.'),
		checks: () => [
			vscode.l10n.t('Check the address and port.'),
			vscode.l10n.t('Check whether a firewall, a VPN or a proxy is in between.'),
		],
	},
	connectionRefused: {
		title: () => vscode.l10n.t('Connection refused'),
		meaning: () => vscode.l10n.t('No program is listening at this address and port.'),
		checks: () => [
			vscode.l10n.t('Check that the server is running.'),
			vscode.l10n.t(
				'Check the address and port. In a container, localhost is the container itself.',
			),
		],
	},
	unknownHost: {
		title: () => vscode.l10n.t('Unknown host'),
		meaning: () => vscode.l10n.t('The host name could not be resolved.'),
		checks: () => [
			vscode.l10n.t('Check the spelling of the host name.'),
			vscode.l10n.t('Check DNS, the hosts file and the VPN.'),
		],
	},
	noRoute: {
		title: () => vscode.l10n.t('Host not reachable'),
		meaning: () => vscode.l10n.t('This machine has no network route to the host.'),
		checks: () => [
			vscode.l10n.t('Check the network and the VPN.'),
			vscode.l10n.t('If the address is IPv6, check that this machine has IPv6.'),
		],
	},
	legacyRenegotiation: {
		title: () => vscode.l10n.t('Server uses insecure renegotiation'),
		meaning: () =>
			vscode.l10n.t(
				'The server asks for an old, insecure form of renegotiation, which the TLS library does not allow.',
			),
		checks: () => [vscode.l10n.t('Update the server, or the proxy in front of it.')],
	},
	handshakeWrapped: {
		title: () => vscode.l10n.t('TLS handshake failed'),
		meaning: () => vscode.l10n.t('The TLS handshake failed. The text does not say why.'),
		checks: () => [
			vscode.l10n.t('Look for the cause in the rest of the message or in the log.'),
			vscode.l10n.t('Test the connection to see the reason.'),
		],
	},
};
