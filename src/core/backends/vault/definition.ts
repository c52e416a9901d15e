import { authMethods } from './auth/index.js';
import { tlsFields } from '../connecting/tlsFields.js';
import { defineBackend } from '../contract/backend.js';

/** HashiCorp Vault and OpenBao: their PKI secrets engine, by HTTP. */
export const vault = defineBackend({
	id: 'vault',
	label: 'HashiCorp Vault / OpenBao',
	fields: [
		{ id: 'address', label: 'Address', kind: 'url' },
		{ id: 'namespace', label: 'Namespace', kind: 'text' },
		...tlsFields,
	],
	async fieldDetails() {
		const { fieldDetails } = await import('./environment/fieldDetails.js');
		return fieldDetails;
	},
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
