/** CRLs that a CA signed, written as DER by hand. */
import type { Certificate } from '../matrix/material.js';
import {
	commonName,
	extension,
	integer,
	oid,
	sequence,
	signed,
	tlv,
	utcTime,
	type Part,
} from './der.js';

export interface CrlWish {
	readonly entries?: readonly Part[];
	/** As a UTCTime has it: `260101000000Z`. */
	readonly issued?: string;
	/** The next update; absent: in 2035. */
	readonly due?: string | undefined;
	readonly delta?: boolean;
	/** The authority key identifier. */
	readonly aki?: string;
}

/** From 2026 until 2035 where nothing else is wished; the CA's key is an EC key. */
export function crlOf(by: Pick<Certificate, 'name' | 'keys'>, wish: CrlWish = {}): Buffer {
	const { entries = [], issued = '260101000000Z', due = '350101000000Z', delta, aki } = wish;
	const extensions = [
		...(delta ? [extension('2.5.29.27', integer('01'), true)] : []),
		...(aki === undefined ? [] : [extension('2.5.29.35', sequence(tlv(0x80, aki)))]),
	];
	const body = sequence(
		integer('01'),
		sequence(oid('1.2.840.10045.4.3.2')),
		commonName(by.name),
		utcTime(issued),
		utcTime(due),
		...(entries.length === 0 ? [] : [sequence(...entries)]),
		...(extensions.length === 0 ? [] : [tlv(0xa0, sequence(...extensions))]),
	);
	return signed(body, by.keys.privateKey);
}

/** An entry of a CRL: a serial number in hex, and the number of the reason (RFC 5280, 5.3.1). */
export function revokedEntry(serial: string, reason?: number): Buffer {
	const reasons =
		reason === undefined ? [] : [sequence(extension('2.5.29.21', tlv(0x0a, Buffer.of(reason))))];
	return sequence(integer(serial), utcTime('260101000000Z'), ...reasons);
}
