import type { X509Certificate } from 'node:crypto';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, type PeerCertificate, TLSSocket } from 'node:tls';
import { readCertificate } from '../../x509/certificate.js';

/**
 * An agent that remembers the certificate of each server: once it is refused, the socket forgets it. Uses
 * `getPeerX509Certificate` only, because `getPeerCertificate(true)` ends the process on some keys.
 */
export class WatchingAgent extends https.Agent {
	readonly #peers = new WeakMap<Duplex, X509Certificate>();

	/** What the server at the other end of a socket showed; undefined before the handshake came that far. */
	peerOf(socket: Duplex | null | undefined): X509Certificate | undefined {
		return socket ? this.#peers.get(socket) : undefined;
	}

	override createConnection(
		options: https.RequestOptions,
		callback?: (error: Error | null, stream: Duplex) => void,
	): Duplex | null | undefined {
		const check = { socket: undefined as Duplex | undefined };
		const socket = super.createConnection(
			{
				...options,
				// Node has nothing left to hand to its own check after the certificate was taken.
				checkServerIdentity: (name: string) => checkName(name, this.peerOf(check.socket)),
			},
			callback,
		);
		if (socket instanceof TLSSocket) {
			check.socket = socket;
			// `secure` comes before the verdict; Node's own listener for it destroys the socket of a refused server.
			socket.prependOnceListener('secure', () => {
				const certificate = socket.getPeerX509Certificate();
				if (certificate) this.#peers.set(socket, certificate);
			});
		}
		return socket;
	}
}

/** Node's own rules (RFC 6125, IP addresses by IP entries only) on the certificate that was taken. */
function checkName(name: string, certificate: X509Certificate | undefined): Error | undefined {
	const commonName = certificate && readCertificate(certificate.raw).commonName;
	return checkServerIdentity(name, {
		subject: { CN: commonName ?? '' },
		subjectaltname: certificate?.subjectAltName,
	} as PeerCertificate);
}
