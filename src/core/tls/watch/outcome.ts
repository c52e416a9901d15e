/** How a watched connection went, in one word, and what of it can be explained. */
import type { TlsFailure } from '../explain/explanation.js';
import type { AlertFacts, HandshakeFacts, Side } from '../wire/facts.js';
import type { WatchedConnection } from './watch.js';

export type OutcomeKind =
	/** The handshake goes on. */
	| 'running'
	/** It is complete. */
	| 'established'
	/** `by` sent an alert. */
	| 'alert'
	/** `by` closed before it was complete. */
	| 'closedEarly'
	/** `by` closed behind a complete handshake and sent no data: so Node leaves a peer whose certificate it rejects. */
	| 'closedSilently'
	/** It is encrypted: TLS 1.3 without key log. */
	| 'notVisible'
	/** `by` spoke something else than TLS. */
	| 'notTls'
	/** The client closed without a word. */
	| 'nothingSent'
	| 'unreachable'
	| 'rejected';

export interface Outcome {
	readonly kind: OutcomeKind;
	readonly by?: Side;
	readonly failure?: TlsFailure;
}

export function outcomeOf(connection: WatchedConnection): Outcome {
	const { rejected, unreachable, facts, isClosed } = connection;
	if (rejected) return { kind: 'rejected' };
	if (unreachable !== undefined) {
		return { kind: 'unreachable', failure: { code: unreachable, saidBy: 'self' } };
	}
	if (facts.notTls) return plainOutcome(facts.notTls);
	const alert = facts.alerts.find((one) => isFatal(one, facts));
	if (alert) return alertOutcome(alert);
	const { finished, serverHello, decrypted, closedBy } = facts;
	if (finished.client && finished.server) return completeOutcome(facts, isClosed);
	// A server always goes on encrypted; a client that leaves may have sent nothing more.
	const isHidden = serverHello?.version === 'TLSv1.3' && !decrypted.server;
	if (isHidden) return { kind: 'notVisible' };
	if (!isClosed) return { kind: 'running' };
	if (!facts.clientHello) return { kind: 'nothingSent' };
	const by = closedBy?.side ?? 'client';
	return { kind: 'closedEarly', by, failure: closedFailure(by, 'early') };
}

/** In TLS 1.3 every alert but two is fatal, whatever its level says (RFC 8446, 6). */
function isFatal({ number, level }: AlertFacts, { serverHello }: HandshakeFacts): boolean {
	if (number === undefined || number === 0 || number === 90) return false;
	return level === 'fatal' || serverHello?.version === 'TLSv1.3';
}

function alertOutcome({ from, number = 0 }: AlertFacts): Outcome {
	const failure = { alert: number, saidBy: 'peer', seenBy: otherSide(from) } as const;
	return { kind: 'alert', by: from, failure };
}

function completeOutcome(facts: HandshakeFacts, isClosed: boolean): Outcome {
	const { closedBy, applicationData } = facts;
	const by = closedBy?.side;
	const hasSaidWhy = facts.alerts.some(({ from }) => from === by);
	const isSilent = isClosed && by !== undefined && !applicationData[by] && !hasSaidWhy;
	if (!isSilent) return { kind: 'established' };
	return { kind: 'closedSilently', by, failure: closedFailure(by, 'late') };
}

function closedFailure(by: Side, when: 'early' | 'late'): TlsFailure {
	const message =
		when === 'early' ? 'before secure TLS connection was established' : 'socket hang up';
	return { code: 'ECONNRESET', message, saidBy: 'peer', seenBy: otherSide(by) };
}

function plainOutcome({ from, looksLike }: NonNullable<HandshakeFacts['notTls']>): Outcome {
	const code = from === 'server' ? 'ERR_SSL_WRONG_VERSION_NUMBER' : 'ERR_SSL_HTTP_REQUEST';
	const failure = { code, saidBy: 'self', seenBy: otherSide(from) } as const;
	// Only what is known to be HTTP is explained as such.
	return { kind: 'notTls', by: from, ...(looksLike === 'http' && { failure }) };
}

function otherSide(side: Side): Side {
	return side === 'client' ? 'server' : 'client';
}
