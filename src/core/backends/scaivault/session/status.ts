/** Who answers, and for how long the token is good. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText } from '../../../http/json.js';
import type { BackendStatus } from '../../contract/backend.js';
import { refusedAbilities } from '../access/scopes.js';
import type { Session } from './session.js';
import { isForeign } from './whoami.js';

/** Rejects with `unexpected`, reason `notScaiVault`, and with `unauthorized` where the token is not accepted. */
export async function readStatus(
	session: Session,
	{ origin, isRenewed }: { readonly origin: string; readonly isRenewed: boolean },
): Promise<BackendStatus> {
	const [whoami, version] = await Promise.all([
		session.whoami().catch((error: unknown) => {
			throw isForeign(error) ? notScaiVault(origin, error) : error;
		}),
		readVersion(session),
	]);
	const { expiresAt } = whoami;
	const refused = refusedAbilities(whoami);
	return {
		...{ product: 'ScaiVault', state: 'active' },
		...(version !== undefined && { version }),
		// One that is renewed by itself does not end for those who look at it.
		...(expiresAt !== undefined && !isRenewed && { credentialsExpireAt: expiresAt }),
		...(refused.length > 0 && { refused }),
	};
}

/** An extra: a server need not tell. */
async function readVersion(session: Session): Promise<string | undefined> {
	try {
		const { json } = await session.sendOpen({ method: 'GET', path: ['version'], isExtra: true });
		return asText(asRecord(json).version);
	} catch (error) {
		if (!isPkiError(error) || ['cancelled', 'timeout'].includes(error.code)) throw error;
		return undefined;
	}
}

function notScaiVault(origin: string, cause: unknown): PkiError {
	return new PkiError('unexpected', { reason: 'notScaiVault', args: { origin }, cause });
}
