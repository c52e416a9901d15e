/** What the TLS library holds against a server's chain, of a client that goes on all the same. */
import type { TLSSocket } from 'node:tls';

/** Node's name for what is wrong with the name and not with the chain. */
const nameFault = 'ERR_TLS_CERT_ALTNAME_INVALID';

/**
 * To be asked while `secure` is told: the library's error with its words, and null where there is none. Undefined where this
 * runtime does not tell. Node has no public way to it: `authorizationError` is but a code, and `UNSPECIFIED` for most faults,
 * and `checkServerIdentity` is not asked about a chain that has one.
 */
export function verifyErrorOf(client: TLSSocket): Error | null | undefined {
	const { _handle: handle } = client as { readonly _handle?: { verifyError?(): unknown } };
	if (typeof handle?.verifyError !== 'function') return undefined;
	const error = handle.verifyError();
	return error instanceof Error ? error : null;
}

/** The same once the handshake is done, by its code only. Undefined: none. */
export function authorizationFault({
	authorizationError,
}: Pick<TLSSocket, 'authorizationError'>): Error | undefined {
	// Node's typings know an error there; it is the code.
	const given: unknown = authorizationError;
	const code = given instanceof Error ? given.message : given;
	if (typeof code !== 'string' || code === '' || code === nameFault) return undefined;
	return Object.assign(new Error(code), { code });
}
