/** Handshakes between Node and Node, with what passed and what Node says of them. */
import {
	connect,
	type ConnectionOptions,
	createServer,
	type TlsOptions,
	type TLSSocket,
} from 'node:tls';
import { HandshakeDecoder } from '../../src/core/tls/wire/decoder.js';
import type { HandshakeFacts } from '../../src/core/tls/wire/facts.js';
import { KeyLog } from '../../src/core/tls/wire/keyLog.js';
import { Listening } from './listening.js';
import { type Passed, startWiretap } from './wiretap.js';

/** What one end says of itself. */
export interface NodeView {
	readonly protocol: string | null;
	readonly cipherSuite: string;
	readonly alpn: string | false | null;
	readonly peerCertificate?: Buffer;
	readonly serverName?: string | false | null;
	readonly isResumed: boolean;
	readonly group?: string;
	readonly finished: boolean;
}

export interface ObservedHandshake {
	readonly passed: readonly Passed[];
	readonly keyLog: string;
	/** Undefined where the handshake failed on that side. */
	readonly client?: NodeView;
	readonly server?: NodeView;
	readonly session?: Buffer;
}

/** A round: handshake, one word in each direction, the server's farewell. */
export async function observeHandshake(
	serverOptions: TlsOptions,
	clientOptions: ConnectionOptions,
): Promise<ObservedHandshake> {
	const listening = new Listening();
	try {
		const views: { client?: NodeView; server?: NodeView; session?: Buffer } = {};
		const server = createServer(serverOptions, (socket) => {
			views.server = viewOf(socket);
			socket.on('data', () => socket.end('pong'));
		});
		const tap = await startWiretap(listening, await listening.listen(server));
		let keyLog = '';
		const client = connect({ port: tap.port, host: '127.0.0.1', ...clientOptions });
		client.on('keylog', (line: Buffer) => (keyLog += line.toString()));
		client.on('session', (session) => (views.session = session));
		client.on('secureConnect', () => {
			views.client = viewOf(client);
			client.write('ping');
		});
		client.on('error', () => client.destroy()).resume();
		await tap.closed;
		return { passed: tap.passed, keyLog, ...views };
	} finally {
		await listening.close();
	}
}

function viewOf(socket: TLSSocket): NodeView {
	const key = socket.getEphemeralKeyInfo() as { name?: string } | null;
	return {
		protocol: socket.getProtocol(),
		cipherSuite: socket.getCipher().standardName,
		alpn: socket.alpnProtocol,
		peerCertificate: socket.getPeerX509Certificate()?.raw,
		serverName: (socket as { servername?: string | false | null }).servername,
		isResumed: socket.isSessionReused(),
		group: key?.name,
		finished: true,
	};
}

/** @param cut How many bytes the next piece has; whole where absent. */
export function decode(
	{ passed, keyLog }: Pick<ObservedHandshake, 'passed'> & { readonly keyLog?: string },
	cut?: () => number,
): HandshakeFacts {
	const log = new KeyLog();
	if (keyLog !== undefined) log.add(keyLog);
	const decoder = new HandshakeDecoder(
		keyLog === undefined ? {} : { keyLog: (random) => log.secrets(random) },
	);
	for (const { from, bytes } of passed) {
		for (let at = 0; at < bytes.length;) {
			const size = cut ? cut() : bytes.length;
			decoder.push(from, bytes.subarray(at, at + size));
			at += size;
		}
	}
	return decoder.facts;
}
