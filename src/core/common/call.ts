/** What every call to a backend takes along: how to stop it, and when it stops by itself. */
export interface CallOptions {
	/** Aborting rejects the call with a `PkiError` of code `cancelled`. */
	readonly signal?: AbortSignal;
	/** Milliseconds until the call rejects with code `timeout`; the backend's default is 30,000. */
	readonly timeoutMs?: number;
}

export const defaultTimeoutMs = 30_000;
