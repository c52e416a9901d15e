import { isPkiError, PkiError } from '../../../common/errors.js';
import type { VaultAnswer, VaultClient, VaultRequest } from './client.js';

/** The requests of one call to the backend: they share its signal and a token that was read once. */
export interface Session {
	readonly hasToken: boolean;
	/** Rejects with a `PkiError`. */
	send(request: VaultRequest): Promise<VaultAnswer>;
	read(path: string): Promise<VaultAnswer>;
	/** Without the token. */
	sendOpen(request: VaultRequest): Promise<VaultAnswer>;
}

/** @param token Undefined: none. */
export function openSession(
	client: VaultClient,
	token: string | undefined,
	signal: AbortSignal,
): Session {
	const send = (request: VaultRequest) => client.send(request, token, signal);
	return {
		hasToken: token !== undefined,
		send,
		read: (path) => send({ method: 'GET', path }),
		sendOpen: (request) => client.send(request, undefined, signal),
	};
}

/**
 * A 403 says neither whether the token is invalid nor whether a policy forbids: asks two places that a valid token may
 * see. Answers the error to be thrown.
 */
export async function explainRefusal(error: unknown, session: Session): Promise<unknown> {
	if (!isPkiError(error, 'forbidden')) return error;
	if (!session.hasToken) return unauthorized('noToken', error);
	try {
		await session.read('auth/token/lookup-self');
		return error;
	} catch (lookup) {
		if (isPkiError(lookup, 'unauthorized')) return unauthorized('badToken', error);
		if (!isPkiError(lookup, 'forbidden')) return error;
	}
	try {
		// Any valid token may read it, even without the default policy.
		await session.read('sys/internal/ui/mounts');
		return error;
	} catch (mounts) {
		return isPkiError(mounts, 'forbidden') ? unauthorized('badToken', error) : error;
	}
}

function unauthorized(reason: string, { args, serverMessages, cause }: PkiError): PkiError {
	return new PkiError('unauthorized', { reason, args, serverMessages, cause });
}
