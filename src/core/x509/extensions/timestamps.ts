/** Signed certificate timestamps (RFC 6962, 3.2 and 3.3), in certificates and in OCSP responses. */
import { problemOf, tags } from '../asn1/der.js';
import type { TimestampFacts } from '../model.js';
import { ctLogName } from './ctLogs.js';
import type { LineContext } from './lineReading.js';
import { TlsCursor } from '../../tls/wire/cursor.js';

/**
 * From a cursor over the value of the extension, as far as they can be read; what is wrong goes to `problems`, with the place
 * of the whole list.
 */
export function readTimestamps({ cursor, oid, problems }: LineContext): TimestampFacts[] {
	const timestamps: TimestampFacts[] = [];
	try {
		const list = new TlsCursor(cursor.expect(tags.octetString).content(), cursor.start);
		cursor.finish();
		const entries = list.vector();
		list.finish();
		while (!entries.atEnd) {
			const entry = entries.vector();
			timestamps.push(readTimestamp(entry));
			entry.finish();
		}
	} catch (error) {
		problems.push(problemOf(oid, error));
	}
	return timestamps;
}

/** The log's id, the time and how it is signed, for display. */
export function timestampLine({ logId, timestamp, signatureAlgorithm }: TimestampFacts): string {
	return [logId, timestamp ?? '', signatureAlgorithm].filter((part) => part !== '').join(' ');
}

/** Of a later version than v1 only that is known, and that the log's id stands first. */
function readTimestamp(entry: TlsCursor): TimestampFacts {
	const version = entry.number(1) + 1;
	const logId = entry.take(32).toString('hex');
	const logName = ctLogName(logId);
	const log = { version, logId, ...(logName === undefined ? {} : { logName }) };
	if (version !== 1) {
		entry.skip();
		return { ...log, timestamp: undefined, signatureAlgorithm: '' };
	}
	const timestamp = isoTime(entry.take(8).readBigUInt64BE());
	entry.vector();
	const signatureAlgorithm = signatureName(entry.number(1), entry.number(1));
	entry.vector();
	return { ...log, timestamp, signatureAlgorithm };
}

/** Milliseconds since 1970; undefined beyond the year 9999. */
function isoTime(milliseconds: bigint): string | undefined {
	if (milliseconds > 253_402_300_799_999n) return undefined;
	return new Date(Number(milliseconds)).toISOString().replace(/\.\d+Z$/, 'Z');
}

const hashes = ['none', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/** SignatureAndHashAlgorithm (RFC 5246, 7.4.1.4.1), named as in certificates; the two numbers of an unknown one. */
function signatureName(hash: number, signature: number): string {
	const name = hashes[hash];
	if (name !== undefined && hash > 0) {
		if (signature === 1) return `${name}WithRSAEncryption`;
		if (signature === 3) return `ecdsa-with-${name.toUpperCase()}`;
	}
	return `${hash}.${signature}`;
}
