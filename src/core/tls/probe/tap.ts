/** A socket whose bytes are seen as they pass. */
import { Duplex } from 'node:stream';

export type Side = 'client' | 'server';

/** Far more than a handshake takes; what is beyond passes unseen. */
const mostSeen = 512 * 1024;

export class Tap extends Duplex {
	#seen = 0;

	constructor(
		private readonly socket: Duplex,
		private readonly see: (from: Side, bytes: Buffer) => void,
	) {
		super({ emitClose: true });
		socket.on('data', (bytes: Buffer) => {
			this.#look('server', bytes);
			if (!this.push(bytes)) socket.pause();
		});
		socket.on('end', () => this.push(null));
		socket.on('error', (error) => this.destroy(error));
		socket.on('close', () => this.destroy());
	}

	override _read(): void {
		this.socket.resume();
	}

	override _write(bytes: Buffer, _: string, done: (error?: Error | null) => void): void {
		this.#look('client', bytes);
		this.socket.write(bytes, done);
	}

	override _final(done: (error?: Error | null) => void): void {
		this.socket.end(() => done());
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.socket.destroy();
		done(error);
	}

	#look(from: Side, bytes: Buffer): void {
		if (this.#seen >= mostSeen) return;
		this.#seen += bytes.length;
		this.see(from, bytes);
	}
}
