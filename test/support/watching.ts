/** A watch that runs in the test's own process. */
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { run } from '../../src/core/tls/watch/job.js';
import type { WatchedConnection, WatchHeard, WatchInput } from '../../src/core/tls/watch/watch.js';

export interface RunningWatch {
	readonly port: number;
	/** The latest state of each connection. */
	readonly rows: ReadonlyMap<number, WatchedConnection>;
	/** Resolves with the first connection of which this is true. */
	until(test: (connection: WatchedConnection) => boolean): Promise<WatchedConnection>;
	send(heard: WatchHeard): void;
	stop(): Promise<readonly WatchedConnection[]>;
}

export async function startWatch(input: Partial<WatchInput>): Promise<RunningWatch> {
	const controller = new AbortController();
	const rows = new Map<number, WatchedConnection>();
	const waiting = new Set<() => void>();
	let hear: (heard: WatchHeard) => void = () => {};
	let listening: (port: number) => void = () => {};
	const port = new Promise<number>((resolve) => (listening = resolve));
	const done = run(
		{ mode: 'proxy', listenPort: 0, hasKeyLog: false, ...input },
		{
			signal: controller.signal,
			on: (listener) => (hear = listener),
			tell: (told) => {
				if (told.type === 'listening') return listening(told.port);
				rows.set(told.connection.id, told.connection);
				for (const look of waiting) look();
				return undefined;
			},
		},
	);
	return {
		port: await Promise.race([port, done.then(() => 0)]),
		rows,
		until: (test) =>
			new Promise((resolve) => {
				const look = () => {
					const found = [...rows.values()].find(test);
					if (!found) return;
					waiting.delete(look);
					resolve(found);
				};
				waiting.add(look);
				look();
			}),
		send: (heard) => hear(heard),
		stop: async () => {
			controller.abort();
			return (await done).connections;
		},
	};
}

/** Through a proxy that answers 200. */
export function openThrough(port: number, authority: string): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect({ port, host: '127.0.0.1' });
		socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
		socket.once('data', (answer) => {
			const head = answer.toString();
			if (head.startsWith('HTTP/1.1 200')) resolve(socket);
			else reject(new Error(head));
		});
		socket.once('error', reject);
	});
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
