import { addressField } from '../connecting/addressField.js';
import { tlsFields } from '../connecting/tlsFields.js';
import { defineBackend } from '../contract/backend.js';
import { readAddress, tenantIn } from './address.js';

/** ScaiVault: its certificates, by HTTP. Built from its public documentation. */
export const scaivault = defineBackend({
	id: 'scaivault',
	label: 'ScaiVault',
	fields: [
		addressField({
			placeholder: 'https://scaivault.scailabs.ai',
			read: readAddress,
			others: (address) => ({ tenant: tenantIn(address) }),
		}),
		{
			id: 'tenant',
			label: 'Tenant',
			kind: 'text',
			advanced: true,
			description: 'Leave empty for the tenant of the token. Others need partner admin rights.',
			mends: ['notFound/noTenant', 'forbidden/foreignTenant'],
		},
		{
			id: 'tenantSentAs',
			label: 'Send the tenant',
			kind: 'text',
			advanced: true,
			choices: [
				{ value: 'path', label: 'In the path' },
				{ value: 'header', label: 'In the header X-Tenant-ID' },
			],
		},
		...tlsFields,
	],
	signIn: [
		{
			id: 'token',
			label: 'Personal access token',
			fields: [
				{
					id: 'token',
					label: 'Token',
					kind: 'secret',
					description: 'Kept in the secret storage of this machine.',
					mends: ['unauthorized'],
				},
			],
		},
		{
			id: 'clientCredentials',
			label: 'Client credentials',
			fields: [
				{ id: 'clientId', label: 'Client ID', kind: 'text', required: true },
				{
					id: 'clientSecret',
					label: 'Client secret',
					kind: 'secret',
					description: 'Kept in the secret storage of this machine.',
					mends: ['unauthorized'],
				},
				{
					id: 'tokenUrl',
					label: 'Token address',
					kind: 'url',
					placeholder: 'https://scaikey.scailabs.ai/oauth/token',
					description: 'An address without a path is asked for its token address.',
					validate: (value) => (URL.canParse(value) ? undefined : 'notUrl'),
				},
				{
					id: 'scope',
					label: 'Scopes',
					kind: 'text',
					placeholder: 'pki:issue pki:admin policies:read policies:write audit:read',
					description: 'Separated by spaces.',
				},
			],
		},
	],
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
