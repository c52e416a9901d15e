/** The requests of one call to the backend: one deadline, one token, one explanation of a refusal. */
import { type CallOptions, defaultTimeoutMs } from '../../../common/call.js';
import { withDeadline } from '../../../common/deadline.js';
import { isPkiError } from '../../../common/errors.js';
import type { ScaiClient } from './client.js';
import type { ScaiAnswer, ScaiRequest } from './request.js';
import { explained } from './errors.js';
import { pause, retryDelayMs } from './retry.js';
import type { TokenSource } from './tokenSource.js';
import { hasScope, readWhoami, type Whoami } from './whoami.js';

export interface Session {
	readonly signal: AbortSignal;
	/** Rejects with a `PkiError`. Waits where the server says how long, and the deadline allows it. */
	send(request: ScaiRequest): Promise<ScaiAnswer>;
	/** Without the token. */
	sendOpen(request: ScaiRequest): Promise<ScaiAnswer>;
	/** What the server says of the token now. */
	whoami(): Promise<Whoami>;
	/** The same, as it was said the last time of this token. */
	knownWhoami(): Promise<Whoami>;
	/**
	 * Something beside what was asked for, in half of the time that is left: it rejects with `timeout` while there is still
	 * time to answer without it.
	 */
	aside<T>(task: (session: Session) => Promise<T>): Promise<T>;
}

export type Runner = <T>(
	call: CallOptions | undefined,
	task: (session: Session) => Promise<T>,
) => Promise<T>;

export interface SessionParts {
	readonly client: ScaiClient;
	readonly tokens: TokenSource;
	/** For errors. */
	readonly origin: string;
}

const whoamiRequest: ScaiRequest = { method: 'GET', path: ['auth', 'whoami'] };

/**
 * One runner a connection: it remembers what `whoami` said of the token. Each call gets a session of its own with its
 * deadline, 30 seconds where nothing is said. Rejects with what the task rejects with, with `cancelled` and with `timeout`.
 */
export function createRunner(parts: SessionParts): Runner {
	const known: Memory = {};
	return (call, task) => {
		const endsAt = performance.now() + (call?.timeoutMs ?? defaultTimeoutMs);
		return withDeadline(call ?? {}, (signal) =>
			task(new OpenSession(parts, known, { signal, endsAt })),
		);
	};
}

interface Memory {
	whoami?: { readonly token: string; readonly answer: Whoami };
}

class OpenSession implements Session {
	constructor(
		private readonly parts: SessionParts,
		private readonly memory: Memory,
		private readonly limits: { readonly signal: AbortSignal; readonly endsAt: number },
	) {}

	get signal(): AbortSignal {
		return this.limits.signal;
	}

	async send(request: ScaiRequest): Promise<ScaiAnswer> {
		try {
			return await this.#sendWithToken(request);
		} catch (error) {
			throw isPkiError(error, 'forbidden') ? await this.#explain(error, request) : error;
		}
	}

	async #sendWithToken(request: ScaiRequest): Promise<ScaiAnswer> {
		const { tokens } = this.parts;
		const token = await tokens.get();
		try {
			return await this.#sendPatiently(request, token);
		} catch (error) {
			// Refused before it had any effect, so that it may be sent again whatever it does.
			const isRefused = isPkiError(error, 'unauthorized') && token !== undefined;
			if (!isRefused || !tokens.refused(token)) throw error;
			return this.#sendPatiently(request, await tokens.get());
		}
	}

	sendOpen(request: ScaiRequest): Promise<ScaiAnswer> {
		return this.#sendPatiently(request, undefined);
	}

	async whoami(): Promise<Whoami> {
		const answer = readWhoami(await this.send(whoamiRequest), this.parts.origin);
		const token = await this.parts.tokens.get();
		if (token !== undefined) this.memory.whoami = { token, answer };
		return answer;
	}

	async knownWhoami(): Promise<Whoami> {
		const { whoami } = this.memory;
		const token = await this.parts.tokens.get();
		return whoami !== undefined && whoami.token === token ? whoami.answer : this.whoami();
	}

	aside<T>(task: (session: Session) => Promise<T>): Promise<T> {
		const { signal, endsAt } = this.limits;
		const now = performance.now();
		const timeoutMs = Math.max(0, (endsAt - now) / 2);
		return withDeadline({ signal, timeoutMs }, (own) =>
			task(new OpenSession(this.parts, this.memory, { signal: own, endsAt: now + timeoutMs })),
		);
	}

	async #sendPatiently(request: ScaiRequest, token: string | undefined): Promise<ScaiAnswer> {
		const { signal, endsAt } = this.limits;
		for (let attempt = 0; ; attempt++) {
			try {
				return await this.parts.client.send(request, token, signal);
			} catch (error) {
				const ms = retryDelayMs(error, request, attempt);
				// Where the deadline comes first, the server's own word says more than a timeout.
				if (ms === undefined || performance.now() + ms >= endsAt) throw error;
				await pause(ms, signal);
			}
		}
	}

	/** The two spellings of a 403 do not tell a missing scope from a policy that forbids; the token's scopes do. */
	async #explain(error: ReturnType<typeof explained>, request: ScaiRequest) {
		const { scope } = request;
		if (scope === undefined || error.reason !== undefined) return error;
		const scopes = await this.knownWhoami().then(
			(answer) => answer.scopes,
			() => undefined,
		);
		return hasScope(scopes, scope) === false
			? explained(error, 'forbidden', 'missingScope', { scope })
			: error;
	}
}
