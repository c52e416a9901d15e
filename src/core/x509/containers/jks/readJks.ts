/**
 * Java's own key store, JKS, taken apart as far as that needs no password. Its format is that of the class
 * `sun.security.provider.JavaKeyStore`; numbers are big-endian. Throws `DerError` for what is damaged.
 */
import { DerError } from '../../asn1/der.js';
import { visibleText } from '../../asn1/strings.js';
import { modifiedUtf8 } from './modifiedUtf8.js';

interface Named {
	/** The alias, safe to show. */
	readonly name: string;
	/** ISO 8601: when the entry was made. */
	readonly date?: string;
}

export type JksItem = Named &
	(
		| {
				readonly kind: 'key';
				/** EncryptedPrivateKeyInfo. */
				readonly der: Buffer;
		  }
		| {
				/** `chain`: behind the first of a key's certificates. */
				readonly kind: 'certificate' | 'chain';
				/** `X.509`, or what only other programs know. */
				readonly type: string;
				readonly der: Buffer;
		  }
	);

export interface Jks {
	readonly items: readonly JksItem[];
	/** What the digest is made over, with the password before it. */
	readonly content: Buffer;
	readonly digest: Buffer;
}

/** More than the key stores of whole systems have. */
const mostItems = 100_000;
const digestSize = 20;

export function readJks(bytes: Buffer): Jks {
	const reader = new Reader(bytes);
	reader.number(4);
	const version = reader.number(4);
	if (version !== 1 && version !== 2) throw new DerError('unexpectedTag', 4);
	const items: JksItem[] = [];
	const add = (item: JksItem): void => {
		items.push(item);
		if (items.length > mostItems) throw new DerError('tooMany', reader.position);
	};
	for (let left = reader.number(4); left > 0; left -= 1) {
		readEntry(reader, version, add);
	}
	const content = bytes.subarray(0, reader.position);
	return { items, content, digest: reader.take(digestSize) };
}

function readEntry(reader: Reader, version: number, add: (item: JksItem) => void): void {
	const start = reader.position;
	const tag = reader.number(4);
	const name = visibleText(modifiedUtf8(reader.take(reader.number(2))));
	const date = isoDate(reader.take(8).readBigUInt64BE());
	const named = { name, ...(date === undefined ? {} : { date }) };
	if (tag === 2) {
		add({ ...named, kind: 'certificate', ...readCertificate(reader, version) });
	} else if (tag === 1) {
		add({ ...named, kind: 'key', der: reader.take(reader.number(4)) });
		const count = reader.number(4);
		for (let index = 0; index < count; index += 1) {
			const kind = index === 0 ? 'certificate' : 'chain';
			add({ ...named, kind, ...readCertificate(reader, version) });
		}
	} else {
		throw new DerError('unexpectedTag', start);
	}
}

/** Version 1 has certificates of one type only. */
function readCertificate(reader: Reader, version: number): { type: string; der: Buffer } {
	const type = version === 1 ? 'X.509' : modifiedUtf8(reader.take(reader.number(2)));
	return { type, der: reader.take(reader.number(4)) };
}

/** Milliseconds since 1970; undefined for a time that no clock shows. */
function isoDate(milliseconds: bigint): string | undefined {
	if (milliseconds > 253_402_300_799_999n) return undefined;
	return new Date(Number(milliseconds)).toISOString().replace(/\.\d+Z$/, 'Z');
}

class Reader {
	position = 0;

	constructor(private readonly bytes: Buffer) {}

	/** A view (no copy) of the next bytes. */
	take(length: number): Buffer {
		if (length > this.bytes.length - this.position) {
			throw new DerError('truncated', this.position);
		}
		this.position += length;
		return this.bytes.subarray(this.position - length, this.position);
	}

	number(size: 2 | 4): number {
		return this.take(size).readUIntBE(0, size);
	}
}
