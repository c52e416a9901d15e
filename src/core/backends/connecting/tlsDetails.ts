import type { FieldDetails } from '../contract/definition.js';

/** What forms need of `tlsFields`. */
export const tlsDetails: Readonly<Record<string, FieldDetails>> = {
	caFile: {
		advanced: true,
		description: 'PEM file with the CA used to verify the server’s certificate.',
		mends: ['untrusted'],
	},
	clientCertificateFile: {
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
	clientKeyFile: {
		advanced: true,
		description: 'Unencrypted PEM file with the private key. The file is not copied.',
	},
	serverName: {
		advanced: true,
		description: 'The name in the server’s certificate, if it differs from the address.',
		mends: ['untrusted/nameMismatch', 'unreachable/unknownServerName'],
	},
};
