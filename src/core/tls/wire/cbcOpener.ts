/** Opens records of the AES-CBC suites of TLS 1.2: MAC, then encrypt (RFC 5246, 6.2.3.2), or the reverse (RFC 7366). */
import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import type { Opener } from './opener.js';
import { authenticated, tls12Keys, type Tls12Secrets } from './tls12Keys.js';

const blockBytes = 16;
const macBytes = { sha1: 20, sha256: 32, sha384: 48 } as const;

interface CbcSuite {
	readonly cipher: string;
	readonly keyBytes: number;
	readonly mac: keyof typeof macBytes;
}

/** By IANA's name. */
function suiteOf(name: string): CbcSuite | undefined {
	const [, bits, hash] = /_AES_(128|256)_CBC_SHA(256|384)?$/.exec(name) ?? [];
	if (bits === undefined) return undefined;
	return {
		cipher: `aes-${bits}-cbc`,
		keyBytes: Number(bits) / 8,
		mac: hash === '384' ? 'sha384' : hash === '256' ? 'sha256' : 'sha1',
	};
}

/** Undefined for another suite. */
export function openerOfCbc(
	cipherSuite: string,
	from: 'client' | 'server',
	secrets: Tls12Secrets,
	encryptThenMac: boolean,
): Opener | undefined {
	const suite = suiteOf(cipherSuite);
	if (!suite) return undefined;
	const { cipher, keyBytes, mac } = suite;
	// RFC 5246, 5: SHA-256 for all suites that name no stronger hash.
	const hash = mac === 'sha384' ? 'sha384' : 'sha256';
	const sizes = [macBytes[mac], keyBytes];
	const [macKey = Buffer.alloc(0), key = Buffer.alloc(0)] = tls12Keys(secrets, hash, from, sizes);
	const isGenuine = (data: readonly Buffer[], given: Buffer) => {
		const hmac = createHmac(mac, macKey);
		for (const part of data) hmac.update(part);
		const made = hmac.digest();
		return given.length === made.length && timingSafeEqual(made, given);
	};
	return {
		open: (record, sequence) => {
			const { type, body } = record;
			const end = encryptThenMac ? body.length - macBytes[mac] : body.length;
			const sealed = body.subarray(0, Math.max(0, end));
			const header = (length: number) => authenticated(record, sequence, length);
			if (encryptThenMac && !isGenuine([header(sealed.length), sealed], body.subarray(end))) {
				return undefined;
			}
			const inner = decrypted(cipher, key, sealed);
			if (!inner || encryptThenMac) return inner && { type, content: inner };
			const content = inner.subarray(0, Math.max(0, inner.length - macBytes[mac]));
			const given = inner.subarray(content.length);
			return isGenuine([header(content.length), content], given) ? { type, content } : undefined;
		},
	};
}

/** Without padding: as many bytes as the last one says, each with that value, beside itself. */
function decrypted(cipher: string, key: Buffer, sealed: Buffer): Buffer | undefined {
	const size = sealed.length - blockBytes;
	if (size < blockBytes || size % blockBytes !== 0) return undefined;
	const decipher = createDecipheriv(cipher, key, sealed.subarray(0, blockBytes));
	decipher.setAutoPadding(false);
	const inner = decipher.update(sealed.subarray(blockBytes));
	const padding = inner.readUInt8(size - 1);
	const end = size - 1 - padding;
	const isPadded = end >= 0 && inner.subarray(end).every((octet) => octet === padding);
	return isPadded ? inner.subarray(0, end) : undefined;
}
