/** Why a handshake did not come about, as one end tells it. */
import { alertNumber } from './tlsAlerts.js';

export interface HandshakeFailure {
	/** Node's code, such as `CERT_HAS_EXPIRED`. */
	readonly code: string;
	/** The library's words, where it has any. Never a secret. */
	readonly message?: string;
	/** RFC 8446, 6.2: what the other end sent. */
	readonly alert?: number;
	/** Which end tells it. */
	readonly seenBy: 'client' | 'server';
	/** `peer`: the end was told so by the other one, by an alert or by closing. */
	readonly saidBy: 'self' | 'peer';
}

const closed = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** For a message without an `error:` line in it, which names files of the library's own sources. */
const longestMessage = 300;

export function handshakeFailure(
	error: unknown,
	seenBy: HandshakeFailure['seenBy'],
): HandshakeFailure {
	const message = (error instanceof Error ? error.message : String(error)).trim();
	const code = codeOf(error);
	const alert = alertNumber(code, message);
	return {
		code,
		...(message !== '' && { message: message.slice(0, longestMessage) }),
		...(alert !== undefined && { alert }),
		seenBy,
		saidBy: alert !== undefined || closed.has(code) ? 'peer' : 'self',
	};
}

/** The end that judged knows more than the one that was told: its word counts where both have failed. */
export function causeOf(
	one: HandshakeFailure | undefined,
	other: HandshakeFailure | undefined,
): HandshakeFailure | undefined {
	if (!one || !other) return one ?? other;
	if (one.saidBy !== other.saidBy) return one.saidBy === 'self' ? one : other;
	return one.alert === undefined && other.alert !== undefined ? other : one;
}

function codeOf(error: unknown): string {
	if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
		return error.code;
	}
	return 'UNSPECIFIED';
}
