/** A handshake with a server of the test's own. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';

export interface Served {
	/** Certificate, chain and key in one text. */
	readonly pem: string;
	/** What the client trusts. */
	readonly ca: string;
	readonly name: string;
}

/** Whether a client accepts it; rejects with the client's error. */
export async function handshake({ pem, ca, name }: Served): Promise<boolean> {
	const server = createServer({ cert: pem, key: pem });
	server.on('tlsClientError', () => undefined);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const socket = connect({ host: '127.0.0.1', port, ca, servername: name });
	try {
		await once(socket, 'secureConnect');
		return socket.authorized;
	} finally {
		socket.destroy();
		server.close();
	}
}
