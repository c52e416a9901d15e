/** A real handshake, and every byte of it in the order in which it passed. */
import { connect as connectSocket, createServer, type Socket } from 'node:net';
import type { Side } from '../../src/core/tls/wire/facts.js';
import type { Listening } from './listening.js';

export interface Passed {
	readonly from: Side;
	readonly bytes: Buffer;
}

export interface Wiretap {
	/** Clients connect here instead. */
	readonly port: number;
	readonly passed: readonly Passed[];
	/** Resolves once both sides of the first connection are closed. */
	readonly closed: Promise<void>;
}

/** Listens before a server on loopback and keeps what passes. */
export async function startWiretap(listening: Listening, serverPort: number): Promise<Wiretap> {
	const passed: Passed[] = [];
	const { promise: closed, resolve } = withResolve();
	const server = createServer({ allowHalfOpen: true }, (client) => {
		const behind = connectSocket({ port: serverPort, host: '127.0.0.1', allowHalfOpen: true });
		listening.follow(behind);
		let open = 2;
		const follow = (from: Side, socket: Socket, other: Socket) => {
			socket.on('data', (bytes) => {
				passed.push({ from, bytes });
				other.write(bytes);
			});
			socket.on('end', () => other.end());
			socket.on('close', () => {
				other.destroy();
				if (--open === 0) resolve();
			});
		};
		follow('client', client, behind);
		follow('server', behind, client);
	});
	return { port: await listening.listen(server), passed, closed };
}

function withResolve(): { readonly promise: Promise<void>; readonly resolve: () => void } {
	let resolve: () => void = () => {};
	const promise = new Promise<void>((done) => (resolve = done));
	return { promise, resolve };
}
