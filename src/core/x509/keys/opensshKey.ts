/** `OPENSSH PRIVATE KEY` (openssh's PROTOCOL.key): the header, which names the key, its public part and its cipher. */
import { DerError } from '../asn1/der.js';
import type { KeyFacts, PrivateKeyFacts } from '../model.js';
import type { KeyResult } from './key.js';
import { dsaSpki, ecSpki, integerElement, okpSpki, rsaSpki } from './spkiWriter.js';
import { hashHex } from './spki.js';

const magic = Buffer.from('openssh-key-v1\0', 'latin1');

/** Facts from the unencrypted header; the private part is not touched. */
export function readOpensshKey(bytes: Buffer): KeyResult<PrivateKeyFacts> {
	if (!bytes.subarray(0, magic.length).equals(magic)) {
		return { fault: new DerError('unexpectedTag', 0) };
	}
	const header = new SshReader(bytes, magic.length);
	const cipher = header.text();
	header.next();
	header.next();
	header.skip(4);
	const key = new SshReader(header.next(), 0);
	const { spki, ...facts } = publicPart(key.text(), key);
	if (header.truncated || key.truncated) {
		return { fault: new DerError('truncated', 0) };
	}
	return {
		facts: {
			kind: 'privateKey',
			format: 'openssh',
			encrypted: cipher !== 'none',
			...facts,
			...(spki === undefined ? {} : { publicKeySha256: hashHex('sha256', spki) }),
		},
	};
}

function publicPart(type: string, key: SshReader): KeyFacts & { spki?: Buffer | undefined } {
	switch (type) {
		case 'ssh-ed25519':
			return { keyType: 'ed25519', spki: okpSpki('ed25519', key.next()) };
		case 'ssh-rsa': {
			const exponent = key.next();
			const modulus = key.next();
			const spki = rsaSpki([integerElement(modulus), integerElement(exponent)]);
			return { keyType: 'rsa', keyBits: bits(modulus), spki };
		}
		case 'ssh-dss': {
			const [p, q, g, y] = [key.next(), key.next(), key.next(), key.next()];
			const parameters = [p, q, g].map(integerElement);
			return { keyType: 'dsa', keyBits: bits(p), spki: dsaSpki(parameters, integerElement(y)) };
		}
		case 'ecdsa-sha2-nistp256':
		case 'ecdsa-sha2-nistp384':
		case 'ecdsa-sha2-nistp521': {
			const curve = `P-${key.text().replace('nistp', '')}`;
			return { keyType: 'ec', curve, spki: ecSpki(curve, key.next()) };
		}
		default:
			return { keyType: /^[a-z0-9@.-]{1,64}$/.test(type) ? type : 'unknown' };
	}
}

function bits(number: Buffer): number {
	const start = number.findIndex((octet) => octet !== 0);
	return start === -1 ? 0 : (number.length - start) * 8 - Math.clz32((number[start] ?? 0) << 24);
}

/** Length-prefixed strings (RFC 4251, 5); past the end they are empty and `truncated` is set. */
class SshReader {
	truncated = false;

	constructor(
		private readonly bytes: Buffer,
		private offset: number,
	) {}

	skip(count: number): void {
		this.offset += count;
	}

	next(): Buffer {
		const start = this.offset + 4;
		const length = start <= this.bytes.length ? this.bytes.readUInt32BE(this.offset) : -1;
		if (length < 0 || length > this.bytes.length - start) {
			this.truncated = true;
			return Buffer.alloc(0);
		}
		this.offset = start + length;
		return this.bytes.subarray(start, this.offset);
	}

	text(): string {
		return this.next().toString('latin1');
	}
}
