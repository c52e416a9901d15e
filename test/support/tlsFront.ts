/** TLS as a test wishes it before a server that speaks plain HTTP, as a load balancer has it. */
import { connect } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import type { Listening } from './listening.js';

/** @returns Its address, at the host that it listens on. */
export async function startTlsFront(
	listening: Listening,
	{ target, host = '127.0.0.1', ...tls }: TlsOptions & { target: string; host?: string },
): Promise<string> {
	const { hostname, port } = new URL(target);
	const server = createServer(tls, (socket) => {
		const behind = connect(Number(port), hostname);
		listening.follow(behind);
		socket.on('error', () => socket.destroy());
		socket.pipe(behind).pipe(socket);
	});
	return `https://${host}:${await listening.listen(server, host)}`;
}
