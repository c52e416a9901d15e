import { isExposed, nameOf, readAddress } from './environment/address.js';
import { authMethods } from './auth/index.js';
import { type ConnectionField, type Correction, defineBackend } from '../contract/backend.js';

const fields: readonly ConnectionField[] = [
	{
		id: 'address',
		label: 'Address',
		kind: 'url',
		required: true,
		placeholder: 'https://vault.example.com:8200',
		mends: ['unreachable', 'standby', 'unexpected', 'invalid/badAddress'],
		validate: addressProblem,
		correct: correctAddress,
	},
	{
		id: 'namespace',
		label: 'Namespace',
		kind: 'text',
		description: 'Leave empty if the server has no namespaces.',
	},
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

/** HashiCorp Vault and OpenBao: their PKI secrets engine, by HTTP. */
export const vault = defineBackend({
	id: 'vault',
	label: 'HashiCorp Vault / OpenBao',
	fields,
	signIn: authMethods,
	can: [
		'issue',
		'sign',
		'revoke',
		'listRevoked',
		'readCrl',
		'enableMount',
		'generateRoot',
		'generateIntermediate',
		'importBundle',
		'writeRole',
		'readUrls',
		'writeUrls',
		'setDefaultIssuer',
		'rotateCrl',
		'deleteRole',
		'deleteIssuer',
		'disableMount',
		'readPolicy',
		'writePolicy',
		'createToken',
		'terminalVariables',
		'issuingCall',
	],
	async discover(environment) {
		const { discover } = await import('./environment/environment.js');
		return discover(environment);
	},
	async connect(settings, host) {
		const { connect } = await import('./backend.js');
		return connect(settings, host);
	},
});

function addressProblem(value: string): string | undefined {
	const address = readAddress(value);
	if (typeof address === 'string') return address;
	return isExposed(address) ? 'insecureUrl' : undefined;
}

function correctAddress(value: string): Correction | undefined {
	const address = readAddress(value);
	if (typeof address === 'string') return undefined;
	const { href, namespace, hadCredentials } = address;
	return {
		value: href,
		others: namespace === undefined ? {} : { namespace },
		label: nameOf(address),
		hadCredentials,
	};
}
