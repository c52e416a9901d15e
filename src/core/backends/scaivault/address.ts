/** Addresses of ScaiVault's servers. */
import {
	type Address,
	type AddressProblem,
	readAddress as readAny,
} from '../connecting/address.js';

/** Everything below `/v1` is the API. */
export function readAddress(text: string): Address | AddressProblem {
	return readAny(text, (segments, index) => segments[index] === 'v1');
}

/** The tenant that a path of the API names. */
export function tenantIn({ typed }: Address): string | undefined {
	return /\/v1\/t\/([^/]+)/.exec(typed?.pathname ?? '')?.[1];
}
