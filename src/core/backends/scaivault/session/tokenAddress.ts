/** Where tokens are asked for: the documentation names two ways to find it. */
import { PkiError } from '../../../common/errors.js';
import { asText, type Json } from '../../../http/json.js';
import { readTokenAddress } from '../address.js';

/** ScaiKey of the managed service. */
const managedTokenServer = 'https://scaikey.scailabs.ai';

/** Rejects with `invalid`, reason `badAddress`, for what is no address. */
export function tokenUrlIn({ tokenUrl = '' }: Readonly<Record<string, string>>): URL {
	const address = readTokenAddress(tokenUrl.trim() === '' ? managedTokenServer : tokenUrl);
	if (typeof address !== 'string') return address.url;
	const args = { problem: address, field: 'tokenUrl' };
	throw new PkiError('invalid', { reason: 'badAddress', args });
}

const wellKnown = '.well-known/openid-configuration';

/**
 * The description of an identity provider (OpenID Connect Discovery 1.0, 4): the address itself where it names one, of a
 * bare address ScaiKey's. Undefined where the address is that of the tokens.
 */
export function discoveryUrl(url: URL): URL | undefined {
	if (url.pathname.endsWith(`/${wellKnown}`)) return url;
	return url.pathname === '/' ? new URL(`/api/v1/platform/oauth/${wellKnown}`, url) : undefined;
}

/** The secret goes where the description leads, so that only its own origin counts. */
export function tokenEndpointIn(description: Json, from: URL): URL | undefined {
	const endpoint = asText(description.token_endpoint);
	if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
	const url = new URL(endpoint);
	return url.origin === from.origin ? url : undefined;
}
