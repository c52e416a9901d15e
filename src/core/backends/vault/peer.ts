import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** What the other side of a TLS handshake showed. */
export interface PeerWatch {
	readonly certificate: X509Certificate | undefined;
}

/**
 * Keeps the certificate of a handshake that is about to be judged: once it is refused, the socket forgets it. Uses
 * `getPeerX509Certificate` only, because `getPeerCertificate(true)` ends the process on some keys.
 */
export function watchPeer(socket: Socket): PeerWatch {
	const watch: { certificate: X509Certificate | undefined } = { certificate: undefined };
	if (socket instanceof TLSSocket) {
		// `secure` comes before the verdict; Node's own listener for it destroys the socket of a refused server.
		socket.prependOnceListener('secure', () => {
			watch.certificate = socket.getPeerX509Certificate();
		});
	}
	return watch;
}
