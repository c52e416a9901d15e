import { tlsFields } from '../connecting/tlsFields.js';
import { defineBackend } from '../contract/backend.js';

/** ScaiVault: its certificates, by HTTP. Built from its public documentation. */
export const scaivault = defineBackend({
	id: 'scaivault',
	label: 'ScaiVault',
	note: 'Built from the documented API; tested against a fake of it, not against a real server',
	fields: [
		{ id: 'address', label: 'Address', kind: 'url' },
		{ id: 'tenant', label: 'Tenant', kind: 'text' },
		{ id: 'tenantSentAs', label: 'Send the tenant', kind: 'text' },
		...tlsFields,
	],
	signIn: [
		{
			id: 'token',
			label: 'Personal access token',
			fields: [{ id: 'token', label: 'Token', kind: 'secret' }],
		},
		{
			id: 'clientCredentials',
			label: 'Client credentials',
			fields: [
				{ id: 'clientId', label: 'Client ID', kind: 'text' },
				{ id: 'clientSecret', label: 'Client secret', kind: 'secret' },
				{ id: 'tokenUrl', label: 'Token address', kind: 'url' },
				{ id: 'scopes', label: 'Scopes', kind: 'text' },
			],
		},
	],
	async fieldDetails() {
		const { fieldDetails } = await import('./fieldDetails.js');
		return fieldDetails;
	},
	can: [
		'issue',
		'sign',
		'revoke',
		'listRevoked',
		'readCrl',
		'readAuthorityCrl',
		'listAuditEvents',
		'issuingCall',
		'generateRoot',
		'generateIntermediate',
		'writeRole',
		'rotateCrl',
		'deleteRole',
		'revokeAuthority',
		'readPolicy',
		'writePolicy',
		'bindPolicy',
		'listBindings',
		'unbindPolicy',
	],
	singleMount: 'pki',
	terms: { authorities: 'authorities' },
	async connect(settings, host) {
		const { connect } = await import('./backend.js');
		return connect(settings, host);
	},
});
