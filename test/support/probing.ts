/** Probes of servers of a test's own, which listen on loopback. */
import type { Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { ProbeInput, ProbeReport } from '../../src/core/tls/probe/model.js';
import { probe } from '../../src/core/tls/probe/probe.js';
import type { Listening } from './listening.js';

const never = new AbortController().signal;

/** `localhost` is what the certificates of tests are for. */
export const atLocalhost = (port: number, more: Partial<ProbeInput> = {}): ProbeInput => ({
	...{ host: '127.0.0.1', port, serverName: 'localhost', timeoutMs: 8000, patienceMs: 300 },
	...more,
});

export async function probeServer(
	listening: Listening,
	server: Server,
	more: Partial<ProbeInput> = {},
	signal = never,
): Promise<ProbeReport> {
	const port = await listening.listen(server);
	return probe(atLocalhost(port, more), { signal });
}

/** Shakes hands and says nothing. */
export function silentTls(options: TlsOptions): Server {
	return createTlsServer(options, (socket) => {
		socket.on('error', () => socket.destroy()).resume();
	}).on('tlsClientError', () => undefined);
}
