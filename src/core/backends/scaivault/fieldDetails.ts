import { addressDetails } from '../connecting/addressDetails.js';
import { tlsDetails } from '../connecting/tlsDetails.js';
import type { FieldDetails } from '../contract/definition.js';
import { readAddress, readTokenAddress, tenantIn } from './address.js';
import { usualScopes } from './session/usualScopes.js';

const secret: FieldDetails = {
	description: 'Kept in the secret storage of this machine.',
	mends: ['unauthorized'],
};

/** What forms need of a connection's fields. */
export const fieldDetails: Readonly<Record<string, FieldDetails>> = {
	...tlsDetails,
	address: addressDetails({
		placeholder: 'https://scaivault.scailabs.ai',
		read: readAddress,
		others: (address) => ({ tenant: tenantIn(address) }),
	}),
	tenant: {
		advanced: true,
		description: 'Leave empty for the tenant of the token. Others need partner admin rights.',
		mends: ['notFound/noTenant', 'forbidden/foreignTenant'],
	},
	tenantSentAs: {
		advanced: true,
		choices: [
			{ value: 'path', label: 'In the path' },
			{ value: 'header', label: 'In the header X-Tenant-ID' },
		],
	},
	token: secret,
	clientId: { required: true },
	clientSecret: secret,
	tokenUrl: {
		...addressDetails({
			placeholder: 'https://scaikey.scailabs.ai/oauth/token',
			read: readTokenAddress,
			others: () => ({}),
		}),
		required: false,
		description: 'If it has no path, the endpoint is discovered.',
		mends: ['unexpected/notTokenServer'],
	},
	scopes: { placeholder: usualScopes, description: 'Separated by spaces.' },
};
