/** Listens on loopback, passes on what comes, and tells what the handshakes showed. Changes no byte. */
import { once } from 'node:events';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { PkiError } from '../../common/errors.js';
import type { JobControls } from '../job.js';
import { KeyLog } from '../wire/keyLog.js';
import { targetText } from '../target.js';
import { type OneConnection, WatchedConnections } from './connections.js';
import { type Arrival, passThroughDoor, proxyDoor } from './doors.js';
import { relay } from './relay.js';
import type { WatchAnswer, WatchHeard, WatchInput, WatchTarget, WatchTold } from './watch.js';

/** Only programs of this machine reach it. */
const listenHost = '127.0.0.1';

/** More at once is no development any more. */
const maximumOpen = 100;

/** How long a server may take until it is connected. */
const patienceMs = 30_000;

/**
 * Lives until it is stopped. Rejects with `exists` (`portInUse`) or `forbidden` (`port`) where it cannot listen, with `args.port`,
 * and with `invalid` (`noTarget`) where there is nowhere to pass through to.
 */
export async function run(
	input: WatchInput,
	{ tell, signal, on }: JobControls<WatchTold, WatchHeard>,
): Promise<WatchAnswer> {
	const keyLog = input.hasKeyLog ? new KeyLog() : undefined;
	const connections = new WatchedConnections(
		(connection) => tell({ type: 'connection', connection }),
		keyLog,
	);
	on((heard) => {
		keyLog?.add(heard.keyLog);
		connections.keysChanged();
	});
	const watch = new Watch(input, connections);
	try {
		tell({ type: 'listening', port: await watch.listen() });
		if (!signal.aborted) await once(signal, 'abort');
	} finally {
		await watch.close();
	}
	return { connections: connections.list };
}

class Watch {
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	#port = 0;

	constructor(
		private readonly input: WatchInput,
		private readonly connections: WatchedConnections,
	) {
		const events = {
			arrived: (arrival: Arrival) => this.#arrived(arrival),
			rejected: (...[why, target]: Parameters<Parameters<typeof proxyDoor>[0]['rejected']>) =>
				connections.open(target).rejected(why),
		};
		const { mode, host, port } = input;
		if (mode === 'proxy') {
			this.#server = proxyDoor(events);
		} else {
			if (host === undefined || port === undefined) {
				throw new PkiError('invalid', { reason: 'noTarget' });
			}
			this.#server = passThroughDoor({ host, port }, events);
		}
		this.#server.on('connection', (socket) => this.#follow(socket));
	}

	async listen(): Promise<number> {
		const { listenPort: port } = this.input;
		try {
			this.#server.listen(port, listenHost);
			await once(this.#server, 'listening');
		} catch (cause) {
			const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
			const args = { host: listenHost, port };
			if (code === 'EACCES') throw new PkiError('forbidden', { reason: 'port', args, cause });
			throw new PkiError('exists', { reason: 'portInUse', args, cause });
		}
		this.#port = (this.#server.address() as AddressInfo).port;
		return this.#port;
	}

	async close(): Promise<void> {
		const closed = new Promise<void>((resolve) => {
			this.#server.close(() => resolve());
		});
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}

	#follow(socket: Socket): void {
		this.#sockets.add(socket);
		socket.once('close', () => this.#sockets.delete(socket));
	}

	#arrived(arrival: Arrival): void {
		const { target } = arrival;
		const isFull = this.connections.openCount >= maximumOpen;
		const connection = this.connections.open(target);
		if (isFull) {
			connection.rejected('tooMany');
			arrival.refuse('tooMany', 'Too many connections are open.');
		} else if (this.#isItself(target)) {
			connection.rejected('itself');
			arrival.refuse('forbidden', 'The proxy was asked to connect to itself.');
		} else if (!this.#mayReach(target)) {
			connection.rejected('otherHost');
			arrival.refuse('forbidden', 'This proxy leads to one host only.');
		} else {
			this.#connect(arrival, connection);
		}
	}

	#isItself({ host, port }: WatchTarget): boolean {
		return port === this.#port && /^(?:localhost\.?|127\.[\d.]+|::1|0\.0\.0\.0|::)$/i.test(host);
	}

	#mayReach({ host, port }: WatchTarget): boolean {
		const { host: only, port: onlyPort } = this.input;
		const isHost = only === undefined || sameName(host) === sameName(only);
		return isHost && (onlyPort === undefined || port === onlyPort);
	}

	#connect({ client, target, accept, refuse }: Arrival, connection: OneConnection): void {
		const server = connect({ ...target, allowHalfOpen: true });
		this.#follow(server);
		const fail = (error: { readonly code?: string }) => {
			client.removeListener('close', leave);
			connection.unreachable(error.code ?? 'ECONNREFUSED');
			server.destroy();
			refuse('unreachable', `Could not connect to ${targetText(target)} (${error.code ?? ''}).`);
		};
		const leave = () => {
			connection.ended('client', 'reset');
			connection.closed();
			server.destroy();
		};
		server.setTimeout(patienceMs, () => fail({ code: 'ETIMEDOUT' }));
		server.once('error', fail);
		client.once('close', leave);
		server.once('connect', () => {
			server.setTimeout(0);
			server.removeListener('error', fail);
			client.removeListener('close', leave);
			start({ client, server, head: accept() }, connection);
		});
	}
}

/** A dot at its end is for DNS only. */
function sameName(host: string): string {
	return host.toLowerCase().replace(/\.$/, '');
}

interface Pair {
	readonly client: Socket;
	readonly server: Socket;
	/** What the client sent already. */
	readonly head: Buffer;
}

function start({ client, server, head }: Pair, connection: OneConnection): void {
	relay(
		{ client, server },
		{
			passed: (from, bytes) => connection.passed(from, bytes),
			ended: (side, how) => connection.ended(side, how),
			closed: () => connection.closed(),
		},
	);
	if (head.length > 0) {
		server.write(head);
		connection.passed('client', head);
	}
	client.resume();
}
