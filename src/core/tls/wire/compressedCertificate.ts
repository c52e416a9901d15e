/** CompressedCertificate (RFC 8879, 4): a Certificate message in less bytes. */
import * as zlib from 'node:zlib';
import { DerError } from '../../x509/asn1/derError.js';
import { TlsCursor } from './cursor.js';
import { maximumMessage } from './messages.js';

type Decompress = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

interface Runtime {
	readonly inflateSync: Decompress;
	/** Absent before Node 22.15. */
	readonly zstdDecompressSync?: Decompress;
}

const runtime: Runtime = zlib;

/** By the numbers of IANA's registry "TLS Certificate Compression Algorithm IDs". */
const algorithms: Readonly<Record<number, Decompress | undefined>> = {
	1: runtime.inflateSync,
	2: zlib.brotliDecompressSync,
	3: runtime.zstdDecompressSync,
};

/**
 * The body of the message in it, which is no larger than one that is sent plain may be. Throws `DerError` where it is none,
 * or this runtime does not know the algorithm.
 */
export function decompressedCertificate(body: Buffer): Buffer {
	const message = new TlsCursor(body);
	const decompress = algorithms[message.number(2)];
	const length = message.number(3);
	const compressed = message.vectorBytes(3);
	message.finish();
	if (!decompress || length > maximumMessage) throw new DerError('badString', 0);
	const whole = inflated(decompress, compressed, length);
	// RFC 8879, 4: another length is a reason to end the connection.
	if (whole.length !== length) throw new DerError('badLength', 0);
	return whole;
}

function inflated(decompress: Decompress, bytes: Buffer, length: number): Buffer {
	try {
		// What would become larger is not unpacked any further.
		return decompress(bytes, { maxOutputLength: Math.max(1, length) });
	} catch {
		throw new DerError('badString', 0);
	}
}
