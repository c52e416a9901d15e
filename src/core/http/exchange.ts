import { ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { PkiError } from '../common/errors.js';
import type { ServerOptions } from './serverAgent.js';

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
	/** By lower-case name. */
	readonly headers: IncomingHttpHeaders;
	/** The body as it came. */
	readonly bytes: Buffer;
	/** The same as UTF-8. */
	readonly text: string;
}

/** One request and its answer. */
export class Exchange {
	socket: Socket | undefined;
	#request: ClientRequest | undefined;

	constructor(
		private readonly options: ServerOptions,
		private readonly call: HttpRequest,
		private readonly limit: number,
	) {}

	run(): Promise<HttpResponse> {
		const { signal, body } = this.call;
		return new Promise<HttpResponse>((resolve, reject) => {
			const fail = (error: unknown) => reject(asError(signal.aborted ? signal.reason : error));
			if (signal.aborted) return fail(undefined);
			// Editors put an agent of their own into `http.request` and `https.request`, which neither reads the peer's
			// certificate nor survives every key in its chain.
			const request = new ClientRequest(this.options);
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

	#read(response: IncomingMessage): Promise<HttpResponse> {
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
				const bytes = Buffer.concat(chunks);
				const text = bytes.toString('utf8');
				const { statusCode = 0, headers } = response;
				resolve({ status: statusCode, location: headers.location, headers, bytes, text });
			});
		});
	}
}

function asError(reason: unknown): Error {
	return reason instanceof Error ? reason : new PkiError('cancelled', { cause: reason });
}
