/** What is said between an extension host and the thread of a TLS job. */
import { isPkiError, PkiError } from '../../core/common/errors.js';

/** What the thread is started with. */
export interface StartedJob {
	readonly kind: string;
	readonly input: unknown;
}

export type ToThread =
	{ readonly type: 'abort' } | { readonly type: 'send'; readonly message: unknown };

export type FromThread =
	| { readonly type: 'told'; readonly message: unknown }
	| { readonly type: 'answer'; readonly answer: unknown }
	| { readonly type: 'failure'; readonly failure: Failure };

/** An error without its class, which does not survive the way. */
type Failure = Pick<PkiError, 'code' | 'reason' | 'args' | 'serverMessages'> & {
	/** Of an error that is not ours. */
	readonly message?: string;
};

export function failureOf(error: unknown): Failure {
	if (isPkiError(error)) {
		const { code, reason, args, serverMessages } = error;
		return { code, reason, args, serverMessages };
	}
	const message = error instanceof Error ? error.message : String(error);
	return { code: 'unexpected', reason: undefined, args: {}, serverMessages: [], message };
}

export function errorOf({ code, reason, args, serverMessages, message }: Failure): PkiError {
	return new PkiError(code, {
		...(reason !== undefined && { reason }),
		...{ args, serverMessages },
		...(message !== undefined && { cause: new Error(message) }),
	});
}
