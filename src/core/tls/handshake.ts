/**
 * An alert often does not say why the server ended the handshake. A second handshake, in which nothing but itself is
 * sent, is read record by record: how far the server went, and whether it asked for a certificate.
 */
import type { Socket } from 'node:net';
import { PassThrough, Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { ServerOptions } from '../http/serverAgent.js';
import type { TlsOptions } from './tlsFiles.js';

export interface HandshakeFacts {
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
): Promise<HandshakeFacts | undefined> {
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
): Promise<HandshakeFacts | undefined> {
	const socket = signal.aborted ? undefined : await open().catch(() => undefined);
	if (!socket) return undefined;
	const reader = new HandshakeReader();
	const readable = new PassThrough();
	return new Promise((resolve) => {
		const client = connect({
			servername: tls.serverName ?? way.servername,
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

const records = { alert: 21, handshake: 22 } as const;
const messages = { serverHello: 2, certificateRequest: 13, serverHelloDone: 14 } as const;

/** Far more than certificates take. */
const maximumBytes = 256 * 1024;

/** Reads what a server sends before it encrypts (RFC 5246, 6.2.1 and 7.4). */
export class HandshakeReader {
	#facts: HandshakeFacts | undefined;
	#bytes = Buffer.alloc(0);
	#messages = Buffer.alloc(0);
	#size = 0;
	#asked = false;

	/** Undefined where the server did not answer in TLS. */
	get facts(): HandshakeFacts | undefined {
		return this.#facts;
	}

	/** Answers true once nothing more can be learnt. */
	push(bytes: Uint8Array): boolean {
		this.#size += bytes.length;
		if (this.#size > maximumBytes) return true;
		this.#bytes = Buffer.concat([this.#bytes, bytes]);
		while (this.#bytes.length >= 5) {
			const end = 5 + this.#bytes.readUInt16BE(3);
			if (this.#bytes.length < end) return false;
			const type = this.#bytes[0];
			const content = this.#bytes.subarray(5, end);
			this.#bytes = this.#bytes.subarray(end);
			if (type === records.alert) this.#facts ??= { answered: false, askedForCertificate: false };
			if (type !== records.handshake || this.#readMessages(content)) return true;
		}
		return false;
	}

	#readMessages(content: Uint8Array): boolean {
		this.#messages = Buffer.concat([this.#messages, content]);
		while (this.#messages.length >= 4) {
			const end = 4 + this.#messages.readUIntBE(1, 3);
			if (this.#messages.length < end) return false;
			const type = this.#messages[0];
			this.#messages = this.#messages.subarray(end);
			if (type === messages.serverHello) this.#facts = { answered: true };
			if (type === messages.certificateRequest) this.#asked = true;
			if (type === messages.serverHelloDone) {
				this.#facts = { answered: true, askedForCertificate: this.#asked };
				return true;
			}
		}
		return false;
	}
}
