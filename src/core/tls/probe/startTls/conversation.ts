/** A few words in clear before TLS begins. */
import type { Socket } from 'node:net';
import { PkiError } from '../../../common/errors.js';
import type { StartTlsProtocol } from './protocols.js';

/** Far more than a server says before TLS. */
const maximumBytes = 64 * 1024;

export class Conversation {
	#bytes = Buffer.alloc(0);

	/** @param signal Aborts whatever waits, with its own reason. */
	constructor(
		private readonly socket: Socket,
		private readonly protocol: StartTlsProtocol,
		private readonly signal: AbortSignal,
	) {}

	say(bytes: string | Uint8Array): void {
		this.socket.write(bytes);
	}

	/**
	 * The next answer. `lengthOf` says how long it is, undefined while that cannot be told. Rejects where the server hangs
	 * up, and with `unreachable` (reason `startTlsUnexpected`) for an answer without end.
	 */
	async hear(lengthOf: (bytes: Buffer) => number | undefined): Promise<Buffer> {
		for (;;) {
			const length = lengthOf(this.#bytes);
			if (length !== undefined && this.#bytes.length >= length) {
				const answer = this.#bytes.subarray(0, length);
				this.#bytes = this.#bytes.subarray(length);
				return answer;
			}
			if (this.#bytes.length > maximumBytes) throw this.unexpected('');
			this.#bytes = Buffer.concat([this.#bytes, await this.#more()]);
		}
	}

	/** The socket is TLS's from here on. What was sent with the last answer in clear would be taken for the server's TLS. */
	finish(): void {
		if (this.#bytes.length > 0) throw this.unexpected(this.#bytes.toString('latin1'));
	}

	/** The server does not have it, or does not want it. */
	refused(words: string): PkiError {
		return this.#error('startTlsRefused', words);
	}

	/** Something else listens there. */
	unexpected(words: string): PkiError {
		return this.#error('startTlsUnexpected', words);
	}

	#error(reason: string, words: string): PkiError {
		const args = { protocol: this.protocol, detail: words.slice(0, 200).trim() };
		return new PkiError('unreachable', { reason, args });
	}

	#more(): Promise<Buffer> {
		const { socket, signal } = this;
		return new Promise((resolve, reject) => {
			const onData = (bytes: Buffer) => settle(() => resolve(bytes));
			const onEnd = () =>
				settle(() => {
					reject(Object.assign(new Error('closed before TLS began'), { code: 'ECONNRESET' }));
				});
			const onError = (error: Error) => settle(() => reject(error));
			const onAbort = () => settle(() => reject(signal.reason as Error));
			const settle = (then: () => void) => {
				socket.off('data', onData).off('end', onEnd).off('error', onError).pause();
				signal.removeEventListener('abort', onAbort);
				then();
			};
			if (signal.aborted) return onAbort();
			signal.addEventListener('abort', onAbort, { once: true });
			socket.on('data', onData).on('end', onEnd).on('error', onError).resume();
		});
	}
}
