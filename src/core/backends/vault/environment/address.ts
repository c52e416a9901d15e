/** Addresses of Vault's servers, with what their web interface adds. */
import {
	type Address,
	type AddressForm,
	type AddressProblem,
	readAddress as readAny,
} from '../../connecting/address.js';
import { isApiPath, isUiPath } from './apiPaths.js';

const form: AddressForm = {
	isOwnPath: (segments, index) => isUiPath(segments, index) || isApiPath(segments, index),
	variables: ['VAULT_ADDR', 'BAO_ADDR', 'VAULT_AGENT_ADDR', 'BAO_AGENT_ADDR'],
};

export function readAddress(text: string, platform?: NodeJS.Platform): Address | AddressProblem {
	return readAny(text, form, platform);
}

/** The namespace that an address of the web interface names. */
export function namespaceIn({ typed }: Address): string | undefined {
	const namespace = typed?.searchParams.get('namespace')?.replace(/^\/+|(?<!\/)\/+$/g, '');
	return namespace === '' ? undefined : namespace;
}
