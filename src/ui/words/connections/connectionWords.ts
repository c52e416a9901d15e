/** Sentences for why a connection fails: what was found, and what to change. */
import * as vscode from 'vscode';

export type Words = (arg: (name: string) => string) => string;
export type Table = Readonly<Partial<Record<string, Words>>>;

/** Where the address of a proxy is set. */
function proxySource(source: string): string {
	if (source === 'system') return vscode.l10n.t('It is set in the network settings of the system.');
	return source.includes('.')
		? vscode.l10n.t('It is set in the setting {0}.', source)
		: vscode.l10n.t('It is set in the environment variable {0}.', source);
}

/** Of a protocol in which TLS is started. */
export function protocolName(protocol: string): string {
	const names = { smtp: 'SMTP', ldap: 'LDAP', postgresql: 'PostgreSQL', mysql: 'MySQL' };
	return Object.entries(names).find(([id]) => id === protocol)?.[1] ?? protocol;
}

const proxies: Table = {
	proxyUnreachable: (arg) =>
		vscode.l10n.t(
			'Could not connect to the proxy {0} ({1}). {2} If this server needs no proxy, add it to http.noProxy.',
			arg('proxy'),
			arg('detail'),
			proxySource(arg('source')),
		),
	proxyAuthentication: (arg) =>
		vscode.l10n.t(
			'The proxy {0} requires you to sign in. {1} Add user name and password to that address, or set http.proxyAuthorization.',
			arg('proxy'),
			proxySource(arg('source')),
		),
	proxyRefused: (arg) =>
		vscode.l10n.t(
			'The proxy {0} refused to connect to {1} ({2}). {3} If this server needs no proxy, add it to http.noProxy.',
			arg('proxy'),
			arg('host'),
			arg('detail'),
			proxySource(arg('source')),
		),
	proxyWithoutServer: (arg) =>
		vscode.l10n.t(
			'The proxy {0} could not reach {1} ({2}). Check that the server is running; if it needs no proxy, add it to http.noProxy.',
			arg('proxy'),
			arg('host'),
			arg('detail'),
		),
	badProxy: (arg) =>
		vscode.l10n.t(
			'The proxy address is not valid. {0} It should look like http://proxy.example.com:3128.',
			proxySource(arg('source')),
		),
	proxyCertificate: (arg) =>
		vscode.l10n.t(
			'The certificate of the proxy {0} is not trusted ({1}). {2} Its CA must be among the system’s trusted certificates.',
			arg('proxy'),
			arg('detail'),
			proxySource(arg('source')),
		),
};

/** What is wrong with the files that a connection names, found when it is opened and whenever they change. */
const tlsFiles: Table = {
	noCertificateInFolder: (arg) =>
		vscode.l10n.t('No certificate files were found in the folder {0}.', arg('file')),
	clientKeyMissing: (arg) =>
		vscode.l10n.t('The client certificate {0} needs a client key file.', arg('file')),
	clientCertificateMissing: (arg) =>
		vscode.l10n.t('The client key {0} needs a client certificate file.', arg('file')),
	clientKeyEncrypted: (arg) =>
		vscode.l10n.t('The client key {0} is encrypted. Use an unencrypted key.', arg('file')),
	clientKeyUnreadable: (arg) =>
		vscode.l10n.t('The client key {0} or its certificate is unreadable.', arg('file')),
	clientKeyMismatch: (arg) =>
		vscode.l10n.t('The client key {0} does not belong to the client certificate.', arg('file')),
	clientCertificateUnusable: (arg) =>
		vscode.l10n.t('The client certificate {0} cannot be used for TLS.', arg('file')),
};

/** The same while requests are on their way, where no other code can tell of files. */
const changedFiles: Table = {
	...tlsFiles,
	noCertificate: (arg) => vscode.l10n.t('No certificate was found in {0}.', arg('file')),
	folder: (arg) => vscode.l10n.t('The folder {0} contains too many files.', arg('file')),
	notFile: (arg) => vscode.l10n.t('{0} is not a file.', arg('file')),
	fileMissing: (arg) => vscode.l10n.t('The file {0} does not exist.', arg('file')),
	fileForbidden: (arg) => vscode.l10n.t('You do not have permission to read {0}.', arg('file')),
	fileTooLarge: (arg) => vscode.l10n.t('{0} is too large to read.', arg('file')),
	fileUnreadable: (arg) => vscode.l10n.t('Could not read {0}.', arg('file')),
};

export const unreachable: Table = {
	...proxies,
	...changedFiles,
	socketMissing: (arg) =>
		vscode.l10n.t('The socket {0} does not exist. Check that the server is running.', arg('host')),
	socketForbidden: (arg) =>
		vscode.l10n.t('You do not have permission to use the socket {0}.', arg('host')),
	refused: (arg) =>
		vscode.l10n.t(
			'{0} refused to connect. Check that the server is running.',
			arg('origin') || arg('host'),
		),
	unknownHost: (arg) => vscode.l10n.t('The host name {0} is unknown.', arg('host')),
	noRoute: (arg) =>
		vscode.l10n.t('No route to {0}. Check the network or VPN connection.', arg('host')),
	noAnswer: (arg) =>
		vscode.l10n.t('{0} does not respond. A firewall may be blocking it.', arg('host')),
	closed: (arg) => vscode.l10n.t('{0} closed the connection without a response.', arg('host')),
	httpsToHttp: () => vscode.l10n.t('The server speaks plain HTTP. Begin the address with http://.'),
	httpToHttps: () => vscode.l10n.t('The server speaks TLS. Begin the address with https://.'),
	startTlsRefused: (arg) =>
		arg('detail') === ''
			? vscode.l10n.t('The server does not offer TLS over {0}.', protocolName(arg('protocol')))
			: vscode.l10n.t(
					'The server refused to start TLS over {0}: {1}',
					protocolName(arg('protocol')),
					arg('detail'),
				),
	startTlsUnexpected: (arg) =>
		vscode.l10n.t('The server does not speak {0}.', protocolName(arg('protocol'))),
	tlsVersion: () => vscode.l10n.t('The server does not support TLS 1.2 or later.'),
	unknownServerName: () =>
		vscode.l10n.t('The server does not know this name. Set the server name of the connection.'),
	tlsAlert: (arg) => vscode.l10n.t('The server ended the TLS handshake (alert {0}).', arg('alert')),
	nothingInCommon: (arg) =>
		vscode.l10n.t(
			'The server ended the TLS handshake at its first message (alert {0}): it found no TLS version, cipher or signature algorithm in common. Check the TLS settings of the server.',
			arg('alert'),
		),
	handshakeFailure: (arg) =>
		vscode.l10n.t(
			'The server ended the TLS handshake without giving a reason (alert {0}). Its log may have one. Likely causes are its cipher settings, or a client certificate that it requires or does not accept.',
			arg('alert'),
		),
	unavailable: (arg) =>
		vscode.l10n.t(
			'The server is temporarily unavailable (status {0}). Retry later.',
			arg('status'),
		),
	gateway: (arg) =>
		vscode.l10n.t(
			'A proxy responds, but the server behind it does not (status {0}).',
			arg('status'),
		),
};

const giveCaFile: Words = (arg) =>
	vscode.l10n.t(
		'The certificate of {0} is not trusted; it was issued by {1}. If that is your CA, get its certificate from the server’s operator and set it as the CA file of the connection.',
		arg('host'),
		arg('issuer'),
	);

const ownCertificate: Words = () =>
	vscode.l10n.t(
		'The server refused the client certificate. Set another one in the settings of the connection.',
	);

export const untrusted: Table = {
	unknownIssuer: giveCaFile,
	verification: giveCaFile,
	selfSigned: (arg) =>
		vscode.l10n.t(
			'The certificate of {0} is not trusted; it is self-signed ({1}). If its SHA-256 fingerprint is right, set the certificate as the CA file of the connection: {2}',
			arg('host'),
			arg('issuer'),
			arg('fingerprint'),
		),
	damagedCaFile: (arg) =>
		vscode.l10n.t(
			'The certificate of {0} is not trusted; it was issued by {1}. Part of the CA file is unreadable, so that CA may be missing. Replace the file.',
			arg('host'),
			arg('issuer'),
		),
	incompleteCaFile: (arg) =>
		vscode.l10n.t(
			'The chain in the CA file does not reach a root; the certificate of {0} was issued by {1}. Add the CAs above it to the file.',
			arg('host'),
			arg('issuer'),
		),
	expired: (arg) =>
		vscode.l10n.t(
			'The certificate of {0}, issued by {1}, expired on {2}. The server’s operator must renew it.',
			arg('host'),
			arg('issuer'),
			arg('notAfter'),
		),
	notYetValid: (arg) =>
		vscode.l10n.t(
			'The certificate of {0} is not valid before {1}. Check that this machine’s clock is correct.',
			arg('host'),
			arg('notBefore'),
		),
	nameMismatch: (arg) =>
		vscode.l10n.t(
			'The certificate is not for {0} but for {1}. Set one of these as the server name of the connection.',
			arg('expected'),
			arg('names') || arg('subject'),
		),
	wrongPurpose: (arg) =>
		vscode.l10n.t('The certificate of {0} is not meant for servers.', arg('host')),
	pathTooLong: (arg) =>
		vscode.l10n.t('The certificate chain of {0} is longer than its CA allows.', arg('host')),
	badSignature: (arg) =>
		vscode.l10n.t('A signature in the certificate chain of {0} is invalid.', arg('host')),
	revoked: (arg) => vscode.l10n.t('The certificate of {0} is revoked.', arg('host')),
	clientCertificateRequired: () =>
		vscode.l10n.t(
			'The server requires a client certificate. Set its file and its key file in the settings of the connection.',
		),
	clientCertificateLikely: (arg) =>
		vscode.l10n.t(
			'The server ended the TLS handshake over a client certificate (alert {0}), and this connection has none. Set its file and its key file in the settings of the connection.',
			arg('alert'),
		),
	clientCertificateNotSent: (arg) =>
		vscode.l10n.t(
			'The server requires a client certificate and did not receive the one of this connection (alert {0}). It may not allow that type of key.',
			arg('alert'),
		),
	clientCertificateDoubtful: (arg) =>
		vscode.l10n.t(
			'The server asked for a client certificate, then ended the TLS handshake without giving a reason (alert {0}). It may not accept the client certificate; its log may say why.',
			arg('alert'),
		),
	clientCertificateRefused: ownCertificate,
	clientCertificatePurpose: () =>
		vscode.l10n.t(
			'The server refused the client certificate as unsuitable: it may not be meant for clients.',
		),
	clientCertificateRevoked: () =>
		vscode.l10n.t('The server refused the client certificate: it is revoked.'),
	clientCertificateExpired: () =>
		vscode.l10n.t(
			'The server refused the client certificate: it has expired, or is not valid yet.',
		),
	clientIssuerUnknown: () =>
		vscode.l10n.t(
			'The server refused the client certificate: its issuer is unknown there, or an intermediate certificate is missing in the file.',
		),
};

export const unauthorized: Table = {
	noToken: () => vscode.l10n.t('This connection has no token. Sign in.'),
	clientRefused: () =>
		vscode.l10n.t('The client ID or the client secret was refused. Sign in again.'),
	badToken: () => vscode.l10n.t('The token was refused: it is wrong, expired or revoked.'),
};

export const unexpected: Table = {
	notEdited: () => vscode.l10n.t('The editor refused the change. The file may be read-only.'),
	tokenNotSaved: (arg) =>
		vscode.l10n.t(
			'The token was created but could not be saved to {0}. It is valid until somebody revokes its accessor {1}.',
			arg('file'),
			arg('accessor'),
		),
	conversionDiffers: () =>
		vscode.l10n.t('The converted file does not match its source, so nothing was saved.'),
	crl: () => vscode.l10n.t('The server’s CRL is damaged, so what is revoked is unknown.'),
	notVault: (arg) => vscode.l10n.t('The server at {0} is not Vault or OpenBao.', arg('origin')),
	notScaiVault: (arg) => vscode.l10n.t('The server at {0} is not ScaiVault.', arg('origin')),
	notTokenServer: (arg) =>
		vscode.l10n.t(
			'{0} is not a token endpoint. Check the token address of the connection.',
			arg('origin'),
		),
	notVaultAtPath: (arg) =>
		vscode.l10n.t(
			'No Vault or OpenBao was found at {0}. If the path is not needed, use {1}.',
			arg('origin'),
			arg('proposal'),
		),
	redirect: (arg) =>
		vscode.l10n.t('The server redirects to {0}; the token is not sent there.', arg('origin')),
	otherOrigin: () =>
		vscode.l10n.t('The request was not sent, because it would have gone to another server.'),
	status: (arg) => vscode.l10n.t('The server failed (status {0}).', arg('status')),
	file: (arg) =>
		arg('system') === ''
			? vscode.l10n.t('Could not read or write {0}.', arg('file'))
			: vscode.l10n.t('Could not read or write {0} ({1}).', arg('file'), arg('system')),
	noNote: () =>
		vscode.l10n.t(
			'The extension’s storage cannot be written, so nothing was replaced: an interrupted replacement could not be repaired. See the log.',
		),
	notRestored: (arg) =>
		arg('kept') === ''
			? vscode.l10n.t(
					'Not all files could be written, and {0} could not be removed. Delete it before you retry.',
					arg('file'),
				)
			: vscode.l10n.t(
					'Not all files could be written, and {0} could not be restored. The previous content is in {1}.',
					arg('file'),
					arg('kept'),
				),
	missingAnswer: () => vscode.l10n.t('The server’s response is incomplete.'),
	authorityUnread: (arg) =>
		vscode.l10n.t(
			'The CA “{0}” was created, but its certificate could not be read. Reload the list.',
			arg('authority'),
		),
};

/** Reasons of `invalid`: the files and the address that a connection names. */
export const badSettings: Table = {
	badAddress: () =>
		vscode.l10n.t(
			'The address of the connection is not valid. It should look like https://vault.example.com:8200.',
		),
	relativeSocket: () =>
		vscode.l10n.t('The address needs the full path of the socket: unix:///path/to/socket.'),
	noSockets: () => vscode.l10n.t('Unix sockets are not supported on Windows.'),
	...tlsFiles,
};
