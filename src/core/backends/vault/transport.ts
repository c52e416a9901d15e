/**
 * HTTP for one connection: keep-alive, cancel, a limit on the size of answers, and no redirect ever followed, so that
 * a token reaches the connection's own origin only.
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { PkiError } from '../../common/errors.js';
import { networkError } from './networkErrors.js';
import { WatchingAgent } from './peer.js';
import type { TlsOptions } from './tls.js';

export interface HttpRequest {
	readonly method: string;
	/** Within the connection's origin. */
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signal: AbortSignal;
}

export interface HttpResponse {
	readonly status: number;
	readonly location?: string;
	readonly text: string;
}

const maximumAnswerBytes = 64 * 1024 * 1024;

/** Idle sockets are closed before the server does it, whose default is five minutes. */
const idleMs = 60_000;

const repeatable = new Set(['GET', 'LIST']);

export class Transport {
	readonly #agent: http.Agent | WatchingAgent;
	readonly #secure: boolean;

	constructor(
		private readonly base: URL,
		private readonly tls: TlsOptions,
		private readonly limit = maximumAnswerBytes,
	) {
		this.#secure = base.protocol === 'https:';
		const options = { keepAlive: true, maxSockets: 16, timeout: idleMs };
		this.#agent = this.#secure
			? new WatchingAgent({ ...options, ...tls })
			: new http.Agent(options);
	}

	/** Rejects with a `PkiError`, or with the signal's reason. A status is an answer, whatever it is. */
	async send(request: HttpRequest): Promise<HttpResponse> {
		if (request.url.origin !== this.base.origin) {
			throw new PkiError('unexpected', { reason: 'otherOrigin' });
		}
		const first = new Exchange(this.#options(request), request, this.limit);
		try {
			return await first.run();
		} catch (error) {
			// The server closed an idle socket at the moment when it was used again.
			if (!first.wasStale(error) || !repeatable.has(request.method)) throw this.#map(error, first);
		}
		const second = new Exchange(this.#options(request), request, this.limit);
		return second.run().catch((error: unknown) => {
			throw this.#map(error, second);
		});
	}

	dispose(): void {
		this.#agent.destroy();
	}

	#options({ url, method, headers }: HttpRequest): https.RequestOptions & { url: URL } {
		// Editors may replace the agent to go through a proxy: TLS options stand on the request too.
		const tls = this.#secure ? this.tls : {};
		return { url, method, headers: { ...headers }, agent: this.#agent, ...tls };
	}

	#map(error: unknown, { socket }: Exchange): unknown {
		return networkError(error, {
			host: this.base.hostname,
			origin: this.base.origin,
			serverName: this.tls.servername,
			secure: this.#secure,
			hasClientCertificate: this.tls.cert !== undefined,
			peer: this.#agent instanceof WatchingAgent ? this.#agent.peerOf(socket) : undefined,
		});
	}
}

/** One request and its answer. */
class Exchange {
	socket: Socket | undefined;
	#request: http.ClientRequest | undefined;

	constructor(
		private readonly options: https.RequestOptions & { url: URL },
		private readonly call: HttpRequest,
		private readonly limit: number,
	) {}

	run(): Promise<HttpResponse> {
		const { signal, body } = this.call;
		return new Promise<HttpResponse>((resolve, reject) => {
			const fail = (error: unknown) => reject(asError(signal.aborted ? signal.reason : error));
			if (signal.aborted) return fail(undefined);
			const { url, ...options } = this.options;
			const request = (url.protocol === 'https:' ? https : http).request(url, options);
			this.#request = request;
			// Without an error: the socket may be idle again, with nobody to listen to it.
			const abort = () => {
				fail(undefined);
				request.destroy();
			};
			signal.addEventListener('abort', abort, { once: true });
			request.once('close', () => {
				signal.removeEventListener('abort', abort);
			});
			request.once('socket', (socket) => {
				this.socket = socket;
			});
			request.on('error', fail);
			request.once('response', (response) => {
				this.#read(response).then(resolve, fail);
			});
			request.end(body);
		});
	}

	wasStale(error: unknown): boolean {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		return this.#request?.reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
	}

	#read(response: http.IncomingMessage): Promise<HttpResponse> {
		return new Promise((resolve, reject) => {
			const chunks: Buffer[] = [];
			let size = 0;
			const count = (bytes: number) => {
				size += bytes;
				if (size <= this.limit) return;
				reject(new PkiError('tooLarge', { args: { limitBytes: this.limit } }));
				this.#request?.destroy();
			};
			response.on('data', (chunk: Buffer) => {
				chunks.push(chunk);
				count(chunk.length);
			});
			response.on('error', reject);
			response.once('end', () => {
				const text = Buffer.concat(chunks).toString('utf8');
				const { statusCode = 0, headers } = response;
				resolve({ status: statusCode, location: headers.location, text });
			});
		});
	}
}

function asError(reason: unknown): Error {
	return reason instanceof Error ? reason : new PkiError('cancelled', { cause: reason });
}
