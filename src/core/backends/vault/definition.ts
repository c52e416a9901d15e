import { namespaceIn, readAddress } from './environment/address.js';
import { authMethods } from './auth/index.js';
import { addressField } from '../connecting/addressField.js';
import { tlsFields } from '../connecting/tlsFields.js';
import { type ConnectionField, defineBackend } from '../contract/backend.js';

const fields: readonly ConnectionField[] = [
	addressField({
		placeholder: 'https://vault.example.com:8200',
		read: readAddress,
		others: (address) => ({ namespace: namespaceIn(address) }),
	}),
	{
		id: 'namespace',
		label: 'Namespace',
		kind: 'text',
		description: 'Leave empty if the server has no namespaces.',
	},
	...tlsFields,
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
