/** Opens encrypted records with secrets of a key log: TLS 1.3 (RFC 8446, 5.2 and 7.3) and suites of TLS 1.2 with AEAD. */
import { type CipherGCMTypes, createDecipheriv, createHmac } from 'node:crypto';
import type { Opened, Opener } from './opener.js';
import { openerOfCbc } from './cbcOpener.js';
import { authenticated, sequenceBytes, tls12Keys, type Tls12Secrets } from './tls12Keys.js';

interface Suite {
	readonly cipher: string;
	readonly keyBytes: number;
	readonly tagBytes: number;
	readonly hash: 'sha256' | 'sha384';
	readonly isChaCha: boolean;
}

/** By IANA's name of the suite; undefined for what is not opened here (stream ciphers, SM4), or elsewhere (CBC). */
function suiteOf(name: string): Suite | undefined {
	const [, algorithm = '', bits, mode = '', hash] =
		/_(AES_(128|256)_(GCM|CCM(?:_8)?)|CHACHA20_POLY1305)(?:_(SHA\d+))?$/.exec(name) ?? [];
	if (algorithm === '') return undefined;
	const isChaCha = bits === undefined;
	return {
		cipher: isChaCha ? 'chacha20-poly1305' : `aes-${bits}-${mode.slice(0, 3).toLowerCase()}`,
		keyBytes: isChaCha ? 32 : Number(bits) / 8,
		tagBytes: mode === 'CCM_8' ? 8 : 16,
		hash: hash === 'SHA384' ? 'sha384' : 'sha256',
		isChaCha,
	};
}

/** @param secret A traffic secret. Undefined where the suite, or the secret, is none of TLS 1.3. */
export function openerOfTls13(cipherSuite: string, secret: Buffer): Opener | undefined {
	const suite = suiteOf(cipherSuite);
	if (!suite || secret.length !== hashBytes(suite)) return undefined;
	const key = expandLabel(secret, suite, 'key', suite.keyBytes);
	const iv = expandLabel(secret, suite, 'iv', 12);
	return {
		open: ({ type, version, body }, sequence) => {
			const header = Buffer.of(type, version >> 8, version & 0xff, body.length >> 8, body.length);
			const inner = unseal(suite, { key, nonce: nonceOf(iv, sequence), header, sealed: body });
			return inner && withoutPadding(inner);
		},
		next: () => {
			const updated = expandLabel(secret, suite, 'traffic upd', hashBytes(suite));
			return openerOfTls13(cipherSuite, updated) ?? noOpener;
		},
	};
}

const noOpener: Opener = { open: () => undefined };

/** TLSInnerPlaintext: the type is the last byte that is not zero. */
function withoutPadding(inner: Buffer): Opened | undefined {
	let end = inner.length - 1;
	while (end >= 0 && inner[end] === 0) end -= 1;
	return end < 0 ? undefined : { type: inner.readUInt8(end), content: inner.subarray(0, end) };
}

/** HKDF-Expand-Label (RFC 8446, 7.1) without a context, for no more bytes than the hash has. */
function expandLabel(secret: Buffer, { hash }: Suite, label: string, length: number): Buffer {
	const name = Buffer.from(`tls13 ${label}`);
	const info = Buffer.concat([Buffer.of(length >> 8, length, name.length), name, Buffer.of(0, 1)]);
	return createHmac(hash, secret).update(info).digest().subarray(0, length);
}

function hashBytes({ hash }: Suite): number {
	return hash === 'sha384' ? 48 : 32;
}

/** RFC 5246, 6.3, with RFC 5288 (GCM), RFC 6655 (CCM) and RFC 7905 (ChaCha20); CBC as `openerOfCbc`. Undefined for other suites. */
export function openerOfTls12(
	cipherSuite: string,
	from: 'client' | 'server',
	secrets: Tls12Secrets,
	encryptThenMac: boolean,
): Opener | undefined {
	const suite = suiteOf(cipherSuite);
	if (!suite) return openerOfCbc(cipherSuite, from, secrets, encryptThenMac);
	const sizes = [suite.keyBytes, suite.isChaCha ? 12 : 4];
	const [key = Buffer.alloc(0), iv = Buffer.alloc(0)] = tls12Keys(secrets, suite.hash, from, sizes);
	return {
		open: (record, sequence) => {
			const { type, body } = record;
			const explicit = suite.isChaCha ? 0 : 8;
			const length = body.length - explicit - suite.tagBytes;
			if (length < 0) return undefined;
			const content = unseal(suite, {
				key,
				nonce: suite.isChaCha
					? nonceOf(iv, sequence)
					: Buffer.concat([iv, body.subarray(0, explicit)]),
				header: authenticated(record, sequence, length),
				sealed: body.subarray(explicit),
			});
			return content && { type, content };
		},
	};
}

interface Sealed {
	readonly key: Buffer;
	readonly nonce: Buffer;
	readonly header: Buffer;
	readonly sealed: Buffer;
}

function unseal(suite: Suite, { key, nonce, header, sealed }: Sealed): Buffer | undefined {
	const size = sealed.length - suite.tagBytes;
	if (size < 0) return undefined;
	// All of them take the options of GCM; the type names no more than these.
	const cipher = suite.cipher as CipherGCMTypes;
	const decipher = createDecipheriv(cipher, key, nonce, { authTagLength: suite.tagBytes });
	decipher.setAuthTag(sealed.subarray(size));
	decipher.setAAD(header, { plaintextLength: size });
	try {
		const content = decipher.update(sealed.subarray(0, size));
		decipher.final();
		return content;
	} catch {
		// Other keys, or damaged on the way: nothing can be said of what is in it.
		return undefined;
	}
}

function nonceOf(iv: Buffer, sequence: number): Buffer {
	const nonce = Buffer.from(iv);
	sequenceBytes(sequence).forEach((octet, index) => {
		const at = iv.length - 8 + index;
		nonce.writeUInt8(nonce.readUInt8(at) ^ octet, at);
	});
	return nonce;
}
