/** HTTP for the fake: reads a request whole, records it, and writes the answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Pair } from '../../tlsCertificates.js';
import type { ApiAnswer, ApiRequest } from './api.js';

/** What the fake was asked. */
export interface RecordedRequest {
	readonly server: 'scaivault' | 'scaikey';
	readonly method: string;
	/** With the query. */
	readonly path: string;
	/** By lower-case names. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
}

/** `hang`: no answer ever. `reset`: the connection ends. Undefined: what the fake answers by itself. */
export type Instead = ApiAnswer | 'hang' | 'reset' | undefined;

export interface Listener {
	readonly server: RecordedRequest['server'];
	answer(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
	record(request: RecordedRequest): void;
	/** A test's own answers. */
	instead(request: RecordedRequest): Instead | Promise<Instead>;
}

export function serverFor(listener: Listener, tls: Pair | undefined): Server {
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		// Whatever fails while it is answered shows at the client as a connection that ended.
		void serve(listener, request, response).catch(() => request.socket.destroy());
	};
	return tls
		? createSecureServer({ cert: tls.certificate, key: tls.key }, answer)
		: createServer(answer);
}

async function serve(
	listener: Listener,
	message: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
	const { method = '', url = '', socket } = message;
	const headers = Object.fromEntries(
		Object.entries(message.headers).map(([name, value]) => [name, value?.toString()]),
	);
	const body = Buffer.concat(chunks).toString('utf8');
	const recorded = { server: listener.server, method, path: url, headers, body };
	listener.record(recorded);
	const instead = await listener.instead(recorded);
	if (instead === 'hang') return;
	if (instead === 'reset') {
		socket.destroy();
		return;
	}
	const sourceIp = socket.remoteAddress ?? '';
	const answer = instead ?? (await listener.answer({ method, url, headers, body, sourceIp }));
	response.writeHead(answer.status, answer.headers).end(answer.body);
}
