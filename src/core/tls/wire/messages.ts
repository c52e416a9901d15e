/** Handshake messages (RFC 8446, 4; RFC 5246, 7.4) out of the records that carry them, whole or in parts. */

export const messageTypes = {
	clientHello: 1,
	serverHello: 2,
	newSessionTicket: 4,
	encryptedExtensions: 8,
	certificate: 11,
	serverKeyExchange: 12,
	certificateRequest: 13,
	serverHelloDone: 14,
	finished: 20,
	certificateStatus: 22,
	keyUpdate: 24,
	compressedCertificate: 25,
} as const;

export interface HandshakeMessage {
	readonly type: number;
	readonly body: Buffer;
	/** More than is read: the body is empty. */
	readonly isTooLarge: boolean;
}

const headerBytes = 4;

/** More than chains and lists of accepted issuers take; OpenSSL reads 100 kB of certificates. */
export const maximumMessage = 256 * 1024;

/** Keeps one message at most. */
export class MessageReader {
	#header = Buffer.alloc(headerBytes);
	#headerSize = 0;
	/** Absent while there is nothing to fill, or where the message is too large. */
	#body: Buffer | undefined;
	#left = 0;

	push(content: Buffer, take: (message: HandshakeMessage) => void): void {
		let at = 0;
		while (at < content.length) {
			at +=
				this.#headerSize < headerBytes ? this.#fillHeader(content, at) : this.#fill(content, at);
			if (this.#headerSize === headerBytes && this.#left === 0) this.#deliver(take);
		}
	}

	#fillHeader(content: Buffer, at: number): number {
		const size = content.copy(this.#header, this.#headerSize, at);
		this.#headerSize += size;
		if (this.#headerSize === headerBytes) this.#left = this.#header.readUIntBE(1, 3);
		return size;
	}

	#fill(content: Buffer, at: number): number {
		const length = this.#header.readUIntBE(1, 3);
		if (length <= maximumMessage) {
			this.#body ??= Buffer.alloc(length);
			content.copy(this.#body, length - this.#left, at);
		}
		const size = Math.min(this.#left, content.length - at);
		this.#left -= size;
		return size;
	}

	#deliver(take: (message: HandshakeMessage) => void): void {
		const isTooLarge = this.#header.readUIntBE(1, 3) > maximumMessage;
		const body = this.#body ?? Buffer.alloc(0);
		this.#headerSize = 0;
		this.#body = undefined;
		take({ type: this.#header.readUInt8(0), body, isTooLarge });
	}
}
