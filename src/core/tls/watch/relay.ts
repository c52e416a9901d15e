/** Passes on what two sockets say to one another, byte for byte, with their half-closes, resets and pauses. */
import type { Socket } from 'node:net';
import type { Side } from '../wire/facts.js';

export interface RelayEvents {
	/** After the bytes were passed on. */
	readonly passed: (from: Side, bytes: Buffer) => void;
	readonly ended: (side: Side, how: 'end' | 'reset') => void;
	/** Both sockets are closed. */
	readonly closed: () => void;
}

/** Both must have `allowHalfOpen` and be connected. */
export function relay(sockets: Readonly<Record<Side, Socket>>, events: RelayEvents): void {
	let open = 2;
	const follow = (from: Side, to: Side) => {
		const [socket, other] = [sockets[from], sockets[to]];
		socket.on('data', (bytes: Buffer) => {
			// A client that reads slowly slows the server down, as it would without us.
			if (!other.write(bytes)) socket.pause();
			events.passed(from, bytes);
		});
		other.on('drain', () => socket.resume());
		socket.on('end', () => {
			events.ended(from, 'end');
			other.end();
		});
		socket.on('error', () => {
			events.ended(from, 'reset');
			reset(other);
		});
		socket.on('close', () => {
			open -= 1;
			if (open === 0) events.closed();
			// Nobody reads any more what the other side would still say.
			else if (!socket.readableEnded) reset(other);
		});
	};
	follow('client', 'server');
	follow('server', 'client');
	for (const socket of Object.values(sockets)) socket.setNoDelay(true);
}

/** Behind what was passed on already: an alert is often followed by a reset. */
function reset(socket: Socket): void {
	if (socket.destroyed) return;
	if (socket.writableLength === 0 || socket.writableEnded) socket.resetAndDestroy();
	else socket.write(Buffer.alloc(0), () => socket.resetAndDestroy());
}
