/** An HTTPS server that answers every request with what it saw of the client, and tells whom it refused. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { PkiError } from '../../common/errors.js';
import { handshakeFailure, type HandshakeFailure } from '../failure.js';
import type { JobControls } from '../job.js';
import { peerFacts } from '../peerFacts.js';
import { authorizationCode } from '../preflight/loopbackServer.js';
import { caOption } from '../preflight/ends.js';
import type { Connection, EchoCounts, EchoServerInput, EchoTold } from './echo.js';

/**
 * Lives until it is stopped. Rejects with `invalid` (`unloadable`) where the TLS library does not take the files, and with
 * `exists` (`portInUse`), `forbidden` (`port`) or `notFound` (`address`) where it cannot listen.
 */
export async function run(
	input: EchoServerInput,
	{ tell, signal }: Pick<JobControls<EchoTold>, 'tell' | 'signal'>,
): Promise<EchoCounts> {
	const counts = { accepted: 0, refused: 0 };
	const server = openServer(input);
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	server.on('secureConnection', (socket) => {
		counts.accepted += 1;
		tell({ type: 'accepted', ...connectionOf(socket) });
	});
	// Read while it is connected, Node remembers where it is from.
	server.on('keylog', (_line, socket) => fromOf(socket));
	server.on('tlsClientError', (error, socket) => {
		counts.refused += 1;
		tell({ type: 'refused', from: fromOf(socket), failure: refusalOf(error, socket) });
	});
	try {
		await listen(server, input);
		tell({ type: 'listening', port: (server.address() as AddressInfo).port });
		if (!signal.aborted) await once(signal, 'abort');
		return counts;
	} finally {
		server.close();
		for (const socket of sockets) socket.destroy();
	}
}

function openServer(input: EchoServerInput): Server {
	const { certificate, key, passphrase, requireClientCertificate, minVersion, maxVersion } = input;
	try {
		return createServer(
			{
				...{ cert: certificate, key, passphrase, minVersion, maxVersion },
				ca: caOption(input.ca),
				requestCert: true,
				rejectUnauthorized: requireClientCertificate,
			},
			answer,
		);
	} catch (error) {
		const { code, message = '' } = handshakeFailure(error, 'server');
		throw new PkiError('invalid', { reason: 'unloadable', args: { code, message }, cause: error });
	}
}

async function listen(server: Server, { host, port }: EchoServerInput): Promise<void> {
	try {
		server.listen(port, host);
		await once(server, 'listening');
	} catch (cause) {
		const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
		const args = { host, port };
		if (code === 'EADDRINUSE') throw new PkiError('exists', { reason: 'portInUse', args, cause });
		if (code === 'EACCES') throw new PkiError('forbidden', { reason: 'port', args, cause });
		throw new PkiError('notFound', { reason: 'address', args, cause });
	}
}

/** Node refuses a client by closing: the error is that, and the verdict stands in the socket. */
function refusalOf(error: Error, socket: TLSSocket): HandshakeFailure {
	const verdict: unknown = socket.authorizationError;
	return typeof verdict === 'string'
		? { code: verdict, seenBy: 'server', saidBy: 'self' }
		: handshakeFailure(error, 'server');
}

function fromOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
	return `${remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress}:${remotePort}`;
}

const seen = new WeakMap<TLSSocket, Connection>();

/** Read once a connection: many requests may come over it. */
function connectionOf(socket: TLSSocket): Connection {
	const known = seen.get(socket) ?? readConnection(socket);
	seen.set(socket, known);
	return known;
}

function readConnection(socket: TLSSocket): Connection {
	const certificate = socket.getPeerX509Certificate();
	const { authorized, alpnProtocol } = socket;
	const serverName: unknown = Reflect.get(socket, 'servername');
	return {
		from: fromOf(socket),
		protocol: socket.getProtocol() ?? '',
		cipher: socket.getCipher().name,
		...(typeof serverName === 'string' && { serverName }),
		...(typeof alpnProtocol === 'string' && { alpn: alpnProtocol }),
		...(certificate && { client: peerFacts(certificate) }),
		authorized: certificate !== undefined && authorized,
		...(certificate && !authorized && { reason: authorizationCode(socket) }),
	};
}

function answer(request: IncomingMessage, response: ServerResponse): void {
	// Whatever is sent is let go by.
	request.resume();
	const { socket } = request;
	if (!(socket instanceof TLSSocket)) return;
	const connection = connectionOf(socket);
	const { method = '', url = '' } = request;
	const body = `${JSON.stringify({ method, path: url, ...connection }, null, '\t')}\n`;
	response.writeHead(200, {
		'content-type': 'application/json; charset=utf-8',
		'content-length': Buffer.byteLength(body),
	});
	response.end(method === 'HEAD' ? undefined : body);
}
