import type { BackendHost } from '../../contract/backend.js';
import { storedToken } from '../../connecting/storedToken.js';
import { ClientCredentials } from './clientCredentials.js';
import type { TokenSource } from './tokenSource.js';

type Fields = Readonly<Record<string, string>>;

/** How a connection signs in.
 * @param fields `signIn` names the way; `token` is the usual one. */
export function tokenSource(fields: Fields, host: BackendHost): TokenSource {
	if (fields.signIn === 'clientCredentials') return new ClientCredentials(fields, host);
	return {
		isRenewed: false,
		get: () => storedToken(host.secrets),
		refused: () => false,
		dispose: () => undefined,
	};
}
