import { PkiError } from '../../common/errors.js';
import type { SecretStore } from '../contract/host.js';

/** A token that somebody stored; undefined: none. Rejects with `unauthorized`, reason `badToken`, for what can be none. */
export async function storedToken(
	secrets: SecretStore,
	name = 'token',
): Promise<string | undefined> {
	// Surrounding white space comes with copying.
	const text = (await secrets.get(name))?.trim();
	if (text === undefined || text === '') return undefined;
	if (/[^\x21-\x7e]/.test(text)) throw new PkiError('unauthorized', { reason: 'badToken' });
	return text;
}
