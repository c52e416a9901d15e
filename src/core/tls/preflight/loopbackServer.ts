/** A server on this machine that asks for a client certificate, judges it, and shuts no door: what it says is the verdict. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
	createServer as createTlsServer,
	type SecureContextOptions,
	type Server as TlsServer,
	type TLSSocket,
} from 'node:tls';
import { handshakeFailure, type HandshakeFailure } from '../failure.js';

/** What one connection came to, as the server sees it. */
export interface ServerSide {
	/** It came to a handshake; the verdict on the client is in `refused`. */
	readonly socket?: TLSSocket;
	readonly refused?: HandshakeFailure;
	/** It did not. */
	readonly failure?: HandshakeFailure;
}

type Say = (side: ServerSide) => void;

/** TLS is spoken to one connection at a time: the one from a port that was named. */
export class LoopbackServer {
	/** Strangers may come to a port of this machine: they are let in no further than here. */
	readonly #door: Server;
	readonly #tls: TlsServer;
	readonly #sockets = new Set<Socket>();
	#expected: { readonly port: number; readonly say: Say } | undefined;
	#current: Say | undefined;

	/** Throws what the TLS library says of the files. */
	constructor(options: SecureContextOptions) {
		this.#tls = createTlsServer({
			...options,
			// A refusal of Node's own would end the connection without a word, before the client's verdict is known.
			...{ requestCert: true, rejectUnauthorized: false },
			...{ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
		});
		this.#tls.on('secureConnection', (socket) => {
			socket.on('error', () => socket.destroy());
			const refused = verdictOn(socket);
			this.#current?.({ socket, ...(refused && { refused }) });
		});
		this.#tls.on('tlsClientError', (error) =>
			this.#current?.({ failure: handshakeFailure(error, 'server') }),
		);
		// A byte behind the session tickets would wait for their acknowledgement.
		this.#door = createServer({ noDelay: true }, (socket) => this.#arrived(socket));
	}

	/** Answers the port. */
	async listen(host: string): Promise<number> {
		this.#door.listen(0, host);
		await once(this.#door, 'listening');
		return (this.#door.address() as AddressInfo).port;
	}

	/** What the connection from this port comes to, which must not have said anything yet. */
	from(port: number): Promise<ServerSide> {
		return new Promise((say) => {
			this.#expected = { port, say };
			for (const socket of this.#sockets) this.#greet(socket);
		});
	}

	close(): void {
		this.#door.close();
		for (const socket of this.#sockets) socket.destroy();
	}

	#arrived(socket: Socket): void {
		this.#sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.once('close', () => this.#sockets.delete(socket));
		this.#greet(socket);
	}

	#greet(socket: Socket): void {
		if (!this.#expected || socket.remotePort !== this.#expected.port) return;
		const { say } = this.#expected;
		this.#expected = undefined;
		this.#current = say;
		socket.once('close', () => say({ failure: handshakeFailure(closedError(), 'server') }));
		this.#tls.emit('connection', socket);
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
