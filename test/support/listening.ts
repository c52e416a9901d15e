/** Servers of a test's own, closed with all their sockets afterwards. */
import type { AddressInfo, Server, Socket } from 'node:net';

export class Listening {
	readonly #servers: Server[] = [];
	readonly #sockets = new Set<Socket>();

	/** Answers the port, chosen by the system. */
	async listen(server: Server, host = '127.0.0.1'): Promise<number> {
		this.#servers.push(server);
		server.on('connection', (socket: Socket) => this.follow(socket));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject).listen(0, host, resolve);
		});
		return (server.address() as AddressInfo).port;
	}

	/** Also closes a socket that the test opened itself. */
	follow(socket: Socket): void {
		this.#sockets.add(socket);
		socket.once('close', () => this.#sockets.delete(socket));
		socket.on('error', () => socket.destroy());
	}

	async close(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		const closing = this.#servers.splice(0).map(
			(server) =>
				new Promise<void>((resolve) => {
					server.close(() => resolve());
				}),
		);
		await Promise.all(closing);
	}
}
