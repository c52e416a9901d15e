/** What a TLS server may ask of a connection; the ids are those of `TlsSettings`. */
import type { ConnectionField } from '../contract/definition.js';

export const tlsFields: readonly ConnectionField[] = [
	{
		id: 'caFile',
		label: 'CA file',
		kind: 'file',
		advanced: true,
		description: 'PEM file with the CA used to verify the server’s certificate.',
		mends: ['untrusted'],
	},
	{
		id: 'clientCertificateFile',
		label: 'Client certificate file',
		kind: 'file',
		advanced: true,
		description: 'PEM file with the certificate, then its intermediates.',
		mends: [
			'unreachable/handshakeFailure',
			'untrusted/clientCertificateRequired',
			'untrusted/clientCertificateLikely',
			'untrusted/clientCertificateNotSent',
			'untrusted/clientCertificateDoubtful',
			'untrusted/clientCertificateRefused',
			'untrusted/clientCertificatePurpose',
			'untrusted/clientCertificateRevoked',
			'untrusted/clientCertificateExpired',
			'untrusted/clientIssuerUnknown',
		],
	},
	{
		id: 'clientKeyFile',
		label: 'Client key file',
		kind: 'file',
		advanced: true,
		description: 'Unencrypted PEM file with the private key. The file is not copied.',
	},
	{
		id: 'serverName',
		label: 'Server name',
		kind: 'text',
		advanced: true,
		description: 'The name in the server’s certificate, if it differs from the address.',
		mends: ['untrusted/nameMismatch', 'unreachable/unknownServerName'],
	},
];
