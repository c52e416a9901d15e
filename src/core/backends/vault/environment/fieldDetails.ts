import { addressDetails } from '../../connecting/addressDetails.js';
import { tlsDetails } from '../../connecting/tlsDetails.js';
import type { FieldDetails } from '../../contract/definition.js';
import { namespaceIn, readAddress } from './address.js';

/** What forms need of a connection's fields. */
export const fieldDetails: Readonly<Record<string, FieldDetails>> = {
	...tlsDetails,
	address: addressDetails({
		placeholder: 'https://vault.example.com:8200',
		read: (text) => readAddress(text),
		others: (address) => ({ namespace: namespaceIn(address) }),
	}),
	namespace: { description: 'Leave empty if the server has no namespaces.' },
};
