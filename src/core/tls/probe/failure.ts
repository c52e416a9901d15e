/** Errors as plain data. */
import { isPkiError, PkiError } from '../../common/errors.js';
import { type HandshakeFailure, handshakeFailure } from '../failure.js';
import type { NamedError, ProbeProblem, ProbeStage } from './model.js';

export function failureOf(error: unknown): HandshakeFailure {
	return handshakeFailure(error, 'client');
}

/** The same of an error of ours, which has words of its own. */
export function problemOf(stage: ProbeStage, error: unknown): ProbeProblem {
	if (isPkiError(error, 'timeout')) {
		return { stage, failure: failureOf(noAnswer(1000 * Number(error.args['seconds']))) };
	}
	if (!isPkiError(error)) return { stage, failure: failureOf(error) };
	const { code, reason, args } = error;
	return { stage, error: { code, reason, args } satisfies NamedError };
}

/** As a server that says nothing is named by the system. */
export function noAnswer(milliseconds: number): Error {
	return Object.assign(new Error(`no answer within ${milliseconds / 1000} s`), {
		code: 'ETIMEDOUT',
	});
}

export function hungUp(): Error {
	return Object.assign(new Error('closed before the handshake was done'), { code: 'ECONNRESET' });
}

/** A reason to stop that is not the server's silence. */
export function throwIfCancelled(signal: AbortSignal): void {
	if (signal.aborted) throw isPkiError(signal.reason) ? signal.reason : new PkiError('cancelled');
}
