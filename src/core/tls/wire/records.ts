/** Records (RFC 8446, 5.1; RFC 5246, 6.2) out of a stream that is cut anywhere. */

export const recordTypes = {
	changeCipherSpec: 20,
	alert: 21,
	handshake: 22,
	applicationData: 23,
	heartbeat: 24,
} as const;

export interface TlsRecord {
	readonly type: number;
	/** Of the record, which says little about the connection's. */
	readonly version: number;
	/** Without the header. Not to be kept: a view of what was pushed, or of a buffer that is used again. */
	readonly body: Buffer;
}

const headerBytes = 5;

/** RFC 5246, 6.2.3: what the largest encrypted record may take. */
const maximumBody = 2 ** 14 + 2048;

/** Keeps one record at most. */
export class RecordReader {
	#header = Buffer.alloc(headerBytes);
	#headerSize = 0;
	#body: Buffer | undefined;
	#bodySize = 0;
	#isBroken = false;

	/** It is no TLS, from the first bytes on or behind some record: nothing more is read. */
	get isBroken(): boolean {
		return this.#isBroken;
	}

	push(bytes: Uint8Array, take: (record: TlsRecord) => void): void {
		const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
		let at = 0;
		while (at < input.length && !this.#isBroken) {
			at +=
				this.#headerSize < headerBytes
					? this.#fillHeader(input, at, take)
					: this.#fill(input, at, take);
		}
	}

	#fillHeader(input: Buffer, at: number, take: (record: TlsRecord) => void): number {
		const size = input.copy(this.#header, this.#headerSize, at);
		this.#headerSize += size;
		this.#isBroken = !isHeader(this.#header.subarray(0, this.#headerSize));
		const isComplete = this.#headerSize === headerBytes && !this.#isBroken;
		if (isComplete && this.#header.readUInt16BE(3) === 0) this.#deliver(take);
		return size;
	}

	#fill(input: Buffer, at: number, take: (record: TlsRecord) => void): number {
		const length = this.#header.readUInt16BE(3);
		const size = Math.min(length - this.#bodySize, input.length - at);
		if (size === length) {
			// The usual case: a record that came in one piece needs no copy.
			this.#body = input.subarray(at, at + length);
		} else {
			this.#body ??= Buffer.alloc(length);
			input.copy(this.#body, this.#bodySize, at, at + size);
		}
		this.#bodySize += size;
		if (this.#bodySize === length) this.#deliver(take);
		return size;
	}

	#deliver(take: (record: TlsRecord) => void): void {
		const body = this.#body ?? Buffer.alloc(0);
		const type = this.#header.readUInt8(0);
		const version = this.#header.readUInt16BE(1);
		this.#headerSize = 0;
		this.#body = undefined;
		this.#bodySize = 0;
		take({ type, version, body });
	}
}

/** Whether the beginning of a header, perhaps one byte of it, can be one. */
function isHeader(start: Buffer): boolean {
	const [type = 0, major = 3, minor = 0] = start;
	if (type < recordTypes.changeCipherSpec || type > recordTypes.heartbeat) return false;
	if (major !== 3 || minor > 4) return false;
	return start.length < headerBytes || start.readUInt16BE(3) <= maximumBody;
}
