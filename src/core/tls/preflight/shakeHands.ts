/** One handshake on loopback: what each end thinks of the other, and whether data arrives. */
import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { causeOf, handshakeFailure, type HandshakeFailure } from '../failure.js';
import { checkName, connectTls, type NameCheck, peerOf } from '../peer.js';
import { authorizationCode, type LoopbackServer, type ServerSide } from './loopbackServer.js';
import type { TlsVersion } from './preflight.js';

export interface HandshakeRequest {
	readonly server: LoopbackServer;
	readonly host: string;
	readonly port: number;
	readonly client: SecureContextOptions;
	/** Absent: both are offered. */
	readonly version?: TlsVersion | undefined;
	/** Host name or IP address; absent: whatever names the server has. */
	readonly serverName?: string | undefined;
	readonly signal: AbortSignal;
}

export interface HandshakeResult {
	readonly protocol?: string;
	readonly cipher?: string;
	/** It did not come about. */
	readonly failure?: HandshakeFailure;
	/** The client's verdict on the server. */
	readonly serverRefused?: HandshakeFailure;
	/** The server's verdict on the client. */
	readonly clientRefused?: HandshakeFailure;
	/** Tried where both accept. */
	readonly dataFailure?: HandshakeFailure;
}

/** Never rejects, except where it is aborted. */
export async function shakeHands(request: HandshakeRequest): Promise<HandshakeResult> {
	const { signal } = request;
	signal.throwIfAborted();
	const way = connectSocket({ host: request.host, port: request.port });
	const end = () => way.destroy();
	signal.addEventListener('abort', end, { once: true });
	way.on('error', end);
	try {
		try {
			await once(way, 'connect', { signal });
		} catch (error) {
			signal.throwIfAborted();
			return { failure: handshakeFailure(error, 'client') };
		}
		const atServer = request.server.from(way.localPort ?? 0);
		const socket = connectClient(request, way);
		// Under TLS 1.3 the client is through before the server has seen its certificate.
		const [client, server] = await Promise.all([clientSide(socket), atServer]);
		signal.throwIfAborted();
		return await resultOf(socket, client, server, request);
	} finally {
		signal.removeEventListener('abort', end);
		way.destroy();
	}
}

function connectClient(
	{ host, client, version, serverName }: HandshakeRequest,
	way: Socket,
): TLSSocket {
	const check: NameCheck = (_, certificate) =>
		serverName === undefined ? undefined : checkName(serverName, certificate);
	const options = {
		...client,
		...{ host, socket: way },
		...(version === undefined
			? { minVersion: 'TLSv1.2' as const, maxVersion: 'TLSv1.3' as const }
			: { minVersion: version, maxVersion: version }),
		// The verdict is kept, and the handshake goes on, so that the server's is known as well.
		rejectUnauthorized: false,
		...(serverName !== undefined && { servername: serverName }),
	};
	way.setNoDelay();
	return connectTls(options, check);
}

/** Undefined: it is through. */
function clientSide(socket: TLSSocket): Promise<HandshakeFailure | undefined> {
	return new Promise((resolve) => {
		socket.once('secureConnect', () => resolve(undefined));
		socket.on('error', (error) => resolve(handshakeFailure(error, 'client')));
		socket.once('close', () => resolve(handshakeFailure(new Error('closed'), 'client')));
	});
}

async function resultOf(
	socket: TLSSocket,
	failure: HandshakeFailure | undefined,
	server: ServerSide,
	request: HandshakeRequest,
): Promise<HandshakeResult> {
	if (failure || server.failure || !server.socket) {
		const cause = causeOf(failure, server.failure);
		return cause ? { failure: cause } : {};
	}
	const common = { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().name };
	const serverRefused = verdictOn(socket, request);
	const clientRefused = server.refused;
	const dataFailure =
		serverRefused || clientRefused ? undefined : await exchange(socket, server.socket);
	return {
		...common,
		...(serverRefused && { serverRefused }),
		...(clientRefused && { clientRefused }),
		...(dataFailure && { dataFailure }),
	};
}

/** As Node's client judges. */
function verdictOn(
	socket: TLSSocket,
	{ serverName }: HandshakeRequest,
): HandshakeFailure | undefined {
	if (socket.authorized) return undefined;
	const named = serverName === undefined ? undefined : checkName(serverName, peerOf(socket));
	const code = authorizationCode(socket);
	const message = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? named?.message : undefined;
	return { code, seenBy: 'client', saidBy: 'self', ...(message !== undefined && { message }) };
}

/** A byte from the server, and one back. Undefined: both arrived. */
async function exchange(
	client: TLSSocket,
	server: TLSSocket,
): Promise<HandshakeFailure | undefined> {
	return new Promise((resolve) => {
		const fails = (end: HandshakeFailure['seenBy']) => (error: Error) =>
			resolve(handshakeFailure(error, end));
		client.once('error', fails('client'));
		server.once('error', fails('server'));
		client.once('close', () => resolve(handshakeFailure(new Error('closed'), 'client')));
		client.once('data', () => client.write('c'));
		server.once('data', () => resolve(undefined));
		server.write('s');
	});
}
