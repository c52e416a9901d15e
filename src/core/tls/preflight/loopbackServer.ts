/** A server on this machine that asks for a client certificate, judges it, and shuts no door: what it says is the verdict. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type SecureContextOptions, type Server, type TLSSocket } from 'node:tls';
import { handshakeFailure, type HandshakeFailure } from '../failure.js';

/** What one connection came to, as the server sees it. */
export interface ServerSide {
	/** It came to a handshake; the verdict on the client is in `refused`. */
	readonly socket?: TLSSocket;
	readonly refused?: HandshakeFailure;
	/** It did not. */
	readonly failure?: HandshakeFailure;
}

export class LoopbackServer {
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	/** Of the connection that comes next, and of the one that is there: one at a time. */
	#expected: ((side: ServerSide) => void) | undefined;
	#current: ((side: ServerSide) => void) | undefined;

	/** Throws what the TLS library says of the files. */
	constructor(options: SecureContextOptions) {
		this.#server = createServer({
			...options,
			// A refusal of Node's own would end the connection without a word, before the client's verdict is known.
			...{ requestCert: true, rejectUnauthorized: false },
			...{ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
			// A byte behind the session tickets would wait for their acknowledgement.
			noDelay: true,
		});
		this.#server.on('connection', (socket: Socket) => this.#follow(socket));
		this.#server.on('secureConnection', (socket) => {
			socket.on('error', () => socket.destroy());
			const refused = verdictOn(socket);
			this.#current?.({ socket, ...(refused && { refused }) });
		});
		this.#server.on('tlsClientError', (error) =>
			this.#current?.({ failure: handshakeFailure(error, 'server') }),
		);
	}

	/** Answers the port. */
	async listen(host: string): Promise<number> {
		this.#server.listen(0, host);
		await once(this.#server, 'listening');
		return (this.#server.address() as AddressInfo).port;
	}

	/** What the next connection comes to. */
	next(): Promise<ServerSide> {
		return new Promise((resolve) => (this.#expected = resolve));
	}

	close(): void {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
	}

	#follow(socket: Socket): void {
		this.#sockets.add(socket);
		const say = this.#expected;
		this.#current = say;
		socket.once('close', () => {
			this.#sockets.delete(socket);
			say?.({ failure: handshakeFailure(closedError(), 'server') });
		});
	}
}

function closedError(): Error {
	return Object.assign(new Error('closed'), { code: 'ECONNRESET' });
}

/** As Node's server judges that requires a certificate. */
function verdictOn(socket: TLSSocket): HandshakeFailure | undefined {
	// Not `getPeerCertificate(true)`, which ends the process on some keys.
	if (socket.getPeerX509Certificate() === undefined) {
		const code = 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE';
		return { code, seenBy: 'server', saidBy: 'self' };
	}
	if (socket.authorized) return undefined;
	return { code: authorizationCode(socket), seenBy: 'server', saidBy: 'self' };
}

/** Node's typings know an error there; it is the code. */
export function authorizationCode({ authorizationError }: TLSSocket): string {
	const given: unknown = authorizationError;
	return typeof given === 'string' ? given : 'UNSPECIFIED';
}
