/** What went wrong, for programs. The interface maps a code (and its reason) to a sentence and to next steps. */
export type ErrorCode =
	| 'unreachable'
	| 'untrusted'
	| 'sealed'
	| 'uninitialized'
	| 'standby'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'invalid'
	| 'rateLimited'
	| 'unsupported'
	| 'cancelled'
	| 'timeout'
	/** The server answered, but not as the backend's API says: another program, a proxy, a 5xx. */
	| 'unexpected'
	/** The answer or file is larger than we are willing to read. */
	| 'tooLarge'
	/** A private key that should lie in the secret storage or beside a certificate is not there. */
	| 'keyLost'
	/** A file exists already and the caller did not allow it to be replaced. */
	| 'exists'
	/** The workspace is not trusted: no network, no writes. */
	| 'restricted';

export interface PkiErrorDetails {
	/** A narrower code inside `code`, such as `notVault`, `selfSigned`, `redirect`, `domainNotAllowed`. */
	readonly reason?: string;
	/** Facts for the sentence: `{ issuer: 'CN=Lab CA' }`. Never a secret. */
	readonly args?: Readonly<Record<string, string | number>>;
	/** The server's own words, as sent. */
	readonly serverMessages?: readonly string[];
	readonly cause?: unknown;
}

/** The one error type that leaves the core. `message` is for logs; the interface writes its own sentence. */
export class PkiError extends Error {
	override readonly name = 'PkiError';
	readonly reason: string | undefined;
	readonly args: Readonly<Record<string, string | number>>;
	readonly serverMessages: readonly string[];

	constructor(
		readonly code: ErrorCode,
		details: PkiErrorDetails = {},
	) {
		const head = details.reason === undefined ? code : `${code} (${details.reason})`;
		const words = details.serverMessages ?? [];
		super(words.length === 0 ? head : `${head}: ${words.join('; ')}`, { cause: details.cause });
		this.reason = details.reason;
		this.args = details.args ?? {};
		this.serverMessages = words;
	}
}

export function isPkiError(error: unknown, code?: ErrorCode): error is PkiError {
	return error instanceof PkiError && (code === undefined || error.code === code);
}
