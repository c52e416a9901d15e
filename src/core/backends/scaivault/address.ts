/** Addresses of ScaiVault's servers, and of those that give tokens out for them. */
import {
	type Address,
	type AddressProblem,
	readAddress as readAny,
} from '../connecting/address.js';

const variables = ['SCAIVAULT_URL'];

/** Everything below `/v1` is the API. */
export function readAddress(text: string): Address | AddressProblem {
	return readAny(text, { isOwnPath: (segments, index) => segments[index] === 'v1', variables });
}

/** Path and query belong to it (RFC 6749, 3.2); without a path, its own description says where tokens are. */
export function readTokenAddress(text: string): Address | AddressProblem {
	const address = readAny(text, { isOwnPath: () => false, variables: [] });
	if (typeof address === 'string') return address;
	const { typed } = address;
	if (!typed) return 'notUrl';
	const path = typed.pathname === '/' && typed.search === '' ? '' : typed.pathname;
	const href = `${typed.origin}${path}${typed.search}`;
	return { ...address, href, url: new URL(href) };
}

/** The tenant that a path of the API names. */
export function tenantIn({ typed }: Address): string | undefined {
	return /\/v1\/t\/([^/]+)/.exec(typed?.pathname ?? '')?.[1];
}
