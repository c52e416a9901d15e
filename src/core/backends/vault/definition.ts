import type { PkiError } from '../../common/errors.js';
import { type ConnectionField, defineBackend } from '../contract/backend.js';
import { isLoopbackHost, parseAddress } from './address.js';
import { authMethods } from './auth/index.js';

const fields: readonly ConnectionField[] = [
	{
		id: 'address',
		label: 'Address',
		kind: 'url',
		required: true,
		placeholder: 'https://vault.example.com:8200',
		validate: (value) => addressProblem(value),
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
		description: 'PEM file with the CA that the server’s certificate is checked against.',
	},
	{
		id: 'clientCertificateFile',
		label: 'Client certificate file',
		kind: 'file',
		advanced: true,
		description: 'PEM file with the certificate, then its intermediates.',
	},
	{
		id: 'clientKeyFile',
		label: 'Client key file',
		kind: 'file',
		advanced: true,
		description: 'PEM file with the private key, not encrypted. It stays where it is.',
	},
	{
		id: 'serverName',
		label: 'Server name',
		kind: 'text',
		advanced: true,
		description: 'The name in the server’s certificate, if it differs from the address.',
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
	],
	fieldToMend,
	async discover(environment) {
		const { discover } = await import('./environment.js');
		return discover(environment);
	},
	async connect(settings, host) {
		const { connect } = await import('./backend.js');
		return connect(settings, host);
	},
});

function addressProblem(value: string): string | undefined {
	const address = parseAddress(value);
	if (typeof address === 'string') return address;
	return address.protocol === 'http:' && !isLoopbackHost(address.hostname)
		? 'insecureUrl'
		: undefined;
}

/** Undefined where anything may be the cause. */
function fieldToMend(error: PkiError): string | undefined {
	if (error.code !== 'untrusted') return undefined;
	if (error.reason?.startsWith('client') === true) return 'clientCertificateFile';
	return error.reason === 'nameMismatch' ? 'serverName' : 'caFile';
}
