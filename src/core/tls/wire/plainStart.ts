/** Something that is not TLS: plain HTTP on a port for TLS, or what is spoken before STARTTLS. */
import type { Side } from './facts.js';
import { messageTypes } from './messages.js';
import { type RecordReader, recordTypes } from './records.js';

/** Enough for the longest method. */
const startBytes = 10;

/** A dialogue before STARTTLS is short. */
const maximumPlain = 64 * 1024;

const httpPattern = /^(?:HTTP\/|(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PRI) )/;

/** Up to the version of the hello (RFC 8446, 4.1.2 and 5.1). */
const helloStartBytes = 11;

/** Of one side. */
export class PlainStart {
	#start = '';
	#size = 0;
	#isPlain = false;
	#wasTls = false;
	/** The last bytes that may begin a hello: a few. */
	#tail = Buffer.alloc(0);

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

	/**
	 * The ClientHello by which a client that spoke otherwise begins TLS (RFC 3207, 4; RFC 4511, 4.14), with what follows it:
	 * behind the last words in clear where both came in one piece, and with what of it came before. Undefined: none begins.
	 */
	startOfTls(from: Side, bytes: Uint8Array): Buffer | undefined {
		if (from !== 'client' || this.#wasTls || this.#size > maximumPlain) return undefined;
		const known = Buffer.concat([this.#tail, bytes]);
		const at = helloIn(known);
		if (at !== undefined && (this.#isPlain || at > 0)) return known.subarray(at);
		this.#tail = Buffer.from(known.subarray(Math.max(0, known.length - helloStartBytes + 1)));
		return undefined;
	}
}

function helloIn(bytes: Buffer): number | undefined {
	const last = bytes.length - helloStartBytes;
	let at = bytes.indexOf(recordTypes.handshake);
	while (at >= 0 && at <= last) {
		if (isHello(bytes.subarray(at))) return at;
		at = bytes.indexOf(recordTypes.handshake, at + 1);
	}
	return undefined;
}

/** Versions of record and hello are those of TLS 1.0 to 1.2, whatever is offered; no hello is smaller than its random. */
function isHello(bytes: Buffer): boolean {
	const [, major, minor = 9, , , type, , , , helloMajor, helloMinor = 9] = bytes;
	const isVersion = major === 3 && minor <= 3 && helloMajor === 3 && helloMinor <= 3;
	return isVersion && type === messageTypes.clientHello && bytes.readUInt16BE(3) > 34;
}
