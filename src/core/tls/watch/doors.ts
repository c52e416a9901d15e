/** What clients connect to: an HTTP proxy that only knows CONNECT (RFC 9110, 9.3.6), or a port that stands for a server. */
import { createServer as createHttpServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isPkiError } from '../../common/errors.js';
import { parseAuthority, parseTarget } from '../target.js';
import { recordTypes } from '../wire/records.js';
import type { Rejection, WatchTarget } from './watch.js';

export interface Arrival {
	readonly client: Socket;
	readonly target: WatchTarget;
	/** To be called once the server is reached, before anything is passed on; answers what the client sent behind its wish. */
	readonly accept: () => Buffer;
	/** To be called where it is not reached, or must not be. */
	readonly refuse: (why: 'forbidden' | 'unreachable' | 'tooMany', text: string) => void;
}

export interface DoorEvents {
	readonly arrived: (arrival: Arrival) => void;
	readonly rejected: (why: Rejection, target?: WatchTarget) => void;
}

export function passThroughDoor(target: WatchTarget, { arrived }: DoorEvents): Server {
	return createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
		client.on('error', () => client.destroy());
		arrived({
			...{ client, target },
			accept: () => Buffer.alloc(0),
			// There are no words for it before TLS: a server that is not there resets too.
			refuse: () => client.resetAndDestroy(),
		});
	});
}

export function proxyDoor({ arrived, rejected }: DoorEvents): Server {
	const server = createHttpServer();
	server.on('request', (request, response) => {
		rejected('notConnect', requestTarget(request.url));
		response.writeHead(405, { allow: 'CONNECT', connection: 'close', ...plainText });
		response.end('This proxy only passes on TLS (CONNECT). Set HTTPS_PROXY, not HTTP_PROXY.\n');
	});
	server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
		client.on('error', () => client.destroy());
		const target = parseAuthority(request.url ?? '');
		if (!target) {
			rejected('notHttp');
			leave(client, answerOf(400, 'CONNECT needs host:port.'));
			return;
		}
		client.pause();
		arrived({
			...{ client, target },
			accept: () => {
				client.write('HTTP/1.1 200 Connection established\r\n\r\n');
				return head;
			},
			refuse: (why, text) => leave(client, answerOf(statuses[why], text)),
		});
	});
	server.on('clientError', (error: Error & { rawPacket?: Buffer }, client: Duplex) => {
		const isTls = error.rawPacket?.[0] === recordTypes.handshake;
		// Without a packet it is a client that went away.
		if (error.rawPacket) rejected(isTls ? 'tlsToProxy' : 'notHttp');
		if (client.writable && !isTls) client.end(answerOf(400, 'This is an HTTP proxy.'));
		else client.destroy();
	});
	return server;
}

/** How long a client that was refused may take to hang up. */
const farewellMs = 2000;

/** A socket that nobody reads never ends: what still comes is let go by. */
function leave(client: Socket, answer: string): void {
	client.end(answer);
	client.resume().on('end', () => client.destroy());
	// However much it sends meanwhile.
	const farewell = setTimeout(() => client.destroy(), farewellMs);
	client.once('close', () => clearTimeout(farewell));
}

const plainText = { 'content-type': 'text/plain; charset=utf-8' };
const statuses = { forbidden: 403, unreachable: 502, tooMany: 503 } as const;

function answerOf(status: number, text: string): string {
	const body = `${text}\n`;
	return [
		`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
		`Content-Type: ${plainText['content-type']}`,
		`Content-Length: ${Buffer.byteLength(body)}`,
		'Connection: close',
		'',
		body,
	].join('\r\n');
}

/** Of a request for a whole address. */
function requestTarget(address = ''): WatchTarget | undefined {
	if (!/^http:\/\//i.test(address)) return undefined;
	try {
		return parseTarget(address);
	} catch (error) {
		if (!isPkiError(error, 'invalid')) throw error;
		return undefined;
	}
}
