/**
 * An alert often does not say why the server ended the handshake. A second handshake, in which nothing but itself is
 * sent, is read record by record: how far the server went, and whether it asked for a certificate.
 */
import type { Socket } from 'node:net';
import { PassThrough, Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { ServerOptions } from '../http/serverAgent.js';
import type { TlsOptions } from './tlsFiles.js';
import { sniOf } from './target.js';
import { HandshakeDecoder } from './wire/decoder.js';

export interface ServerAnswer {
	/** It chose a version and a cipher, so there is one in common. */
	readonly answered: boolean;
	/** Undefined where it cannot be seen: TLS 1.3 hides it. */
	readonly askedForCertificate?: boolean;
}

interface Probe {
	readonly tls: TlsOptions;
	readonly way: ServerOptions;
	readonly signal: AbortSignal;
}

/** Undefined where the server could not be reached a second time. Rejects with nothing. */
export async function findHandshakeFacts(
	open: () => Promise<Socket>,
	probe: Probe,
): Promise<ServerAnswer | undefined> {
	const facts = await readHandshake(open, probe);
	if (!facts?.answered || facts.askedForCertificate !== undefined) return facts;
	// TLS 1.2 says it in the clear, and a server wants the same in both.
	const older = await readHandshake(open, probe, 'TLSv1.2');
	return older?.answered ? older : facts;
}

async function readHandshake(
	open: () => Promise<Socket>,
	{ tls, way, signal }: Probe,
	maxVersion?: 'TLSv1.2',
): Promise<ServerAnswer | undefined> {
	const socket = signal.aborted ? undefined : await open().catch(() => undefined);
	if (!socket) return undefined;
	const reader = new HandshakeReader();
	const readable = new PassThrough();
	return new Promise((resolve) => {
		const client = connect({
			servername: sniOf(tls.serverName ?? way.servername ?? ''),
			socket: Duplex.from({ readable, writable: socket }).on('error', () => socket.destroy()),
			...{ minVersion: 'TLSv1.2', maxVersion, rejectUnauthorized: true },
		});
		const end = () => {
			signal.removeEventListener('abort', end);
			socket.destroy();
			client.destroy();
			resolve(reader.facts);
		};
		// The client sees nothing of the last bytes: it neither goes on nor judges.
		socket.on('data', (bytes) => {
			if (reader.push(bytes)) end();
			else readable.write(bytes);
		});
		socket.on('error', end).on('close', end);
		client.on('error', end);
		signal.addEventListener('abort', end, { once: true });
	});
}

/** Far more than certificates take. */
const maximumBytes = 256 * 1024;

/** Reads what a server sends before it encrypts, and tells when that is all. */
export class HandshakeReader {
	readonly #decoder = new HandshakeDecoder();
	#size = 0;

	/** Undefined where the server did not answer in TLS. */
	get facts(): ServerAnswer | undefined {
		const { serverHello, certificateRequest, alerts } = this.#decoder.facts;
		if (!serverHello) {
			return alerts.length > 0 ? { answered: false, askedForCertificate: false } : undefined;
		}
		if (certificateRequest === undefined || certificateRequest === 'notVisible') {
			return { answered: true };
		}
		return { answered: true, askedForCertificate: certificateRequest !== 'notAsked' };
	}

	/** Answers true once nothing more can be learnt. */
	push(bytes: Uint8Array): boolean {
		this.#size += bytes.length;
		if (this.#size > maximumBytes) return true;
		this.#decoder.push('server', bytes);
		const { certificateRequest, alerts, notTls } = this.#decoder.facts;
		return certificateRequest !== undefined || alerts.length > 0 || notTls !== undefined;
	}
}
