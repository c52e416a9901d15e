/** Something that is not TLS: plain HTTP on a port for TLS, or what is spoken before STARTTLS. */
import type { Side } from './facts.js';
import { messageTypes } from './messages.js';
import { type RecordReader, recordTypes } from './records.js';

/** Enough for the longest method. */
const startBytes = 10;

/** A dialogue before STARTTLS is short. */
const maximumPlain = 64 * 1024;

const httpPattern = /^(?:HTTP\/|(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PRI) )/;

/** Of one side. */
export class PlainStart {
	#start = '';
	#size = 0;
	#isPlain = false;
	#wasTls = false;

	/** What the first bytes look like; undefined where they are TLS. */
	look(bytes: Uint8Array, records: RecordReader): 'http' | 'unknown' | undefined {
		if (this.#wasTls) return undefined;
		this.#size += bytes.length;
		const missing = startBytes - this.#start.length;
		if (missing > 0) this.#start += Buffer.from(bytes.subarray(0, missing)).toString('latin1');
		if (!records.isBroken) {
			this.#wasTls = this.#size >= startBytes;
			return undefined;
		}
		this.#isPlain = true;
		return httpPattern.test(this.#start) ? 'http' : 'unknown';
	}

	/** Whether a client that spoke otherwise begins TLS with these bytes (RFC 3207, 4; RFC 4511, 4.14). */
	isStartOfTls(from: Side, bytes: Uint8Array): boolean {
		if (from !== 'client' || !this.#isPlain || this.#size > maximumPlain) return false;
		const [type, major, , , , message] = bytes;
		return type === recordTypes.handshake && major === 3 && message === messageTypes.clientHello;
	}
}
