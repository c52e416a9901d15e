/** TLS to a peer whose certificate is remembered, so that it can be named when it is refused. */
import type { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import {
	checkServerIdentity,
	connect,
	type ConnectionOptions,
	type PeerCertificate,
	type TLSSocket,
} from 'node:tls';
import { readCertificate } from '../x509/certificate.js';
import { sniOf } from './target.js';

const peers = new WeakMap<Duplex, X509Certificate>();

/** What the server at the other end of a socket showed; undefined before the handshake came that far. */
export function peerOf(socket: Duplex | null | undefined): X509Certificate | undefined {
	return socket ? peers.get(socket) : undefined;
}

/**
 * Node's `tls.connect`, which forgets a certificate once it is refused. Uses `getPeerX509Certificate` only, because
 * `getPeerCertificate(true)` ends the process on some keys. `check` replaces the comparison of the name with the certificate.
 * The server name is sent as `sniOf` has it.
 */
export function connectTls(options: ConnectionOptions, check: NameCheck = checkName): TLSSocket {
	const { servername } = options;
	const socket: TLSSocket = connect({
		...options,
		...(servername !== undefined && { servername: sniOf(servername) }),
		// Node has nothing left to hand to its own check after the certificate was taken.
		checkServerIdentity: (name: string) => check(name, peers.get(socket)),
	});
	// `secure` comes before the verdict; Node's own listener for it destroys the socket of a refused server.
	socket.prependOnceListener('secure', () => {
		const certificate = socket.getPeerX509Certificate();
		if (certificate) peers.set(socket, certificate);
	});
	return socket;
}

/** Answers what is wrong with a server's certificate for a name; undefined: nothing. */
export type NameCheck = (
	name: string,
	certificate: X509Certificate | undefined,
) => Error | undefined;

/** Node's own rules (RFC 6125, IP addresses by IP entries only) on the certificate that was taken. */
export function checkName(
	name: string,
	certificate: X509Certificate | undefined,
): Error | undefined {
	const commonName = certificate && readCertificate(certificate.raw).commonName;
	return checkServerIdentity(name, {
		subject: { CN: commonName ?? '' },
		subjectaltname: certificate?.subjectAltName,
	} as PeerCertificate);
}
