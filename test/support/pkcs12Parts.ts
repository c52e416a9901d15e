/** PKCS #12 made by hand, as odd as a test needs it; nothing in it is encrypted unless a test says so. */
import { createCipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import { integer, octets, oid, type Part, sequence, set, tlv } from './der.js';

export const data = '1.2.840.113549.1.7.1';
export const encryptedData = '1.2.840.113549.1.7.6';

const explicit = (part: Part): Buffer => tlv(0xa0, part);

export const contentInfo = (type: string, content: Part): Buffer =>
	sequence(oid(type), explicit(content));

/** One of the six bags (RFC 7292, 4.2), with attributes in their encoding. */
export function bag(number: number, value: Part, ...attributes: readonly Part[]): Buffer {
	const parts = attributes.length === 0 ? [] : [set(...attributes)];
	return sequence(oid(`1.2.840.113549.1.12.10.1.${number}`), explicit(value), ...parts);
}

export const certificateBag = (der: Part, ...attributes: readonly Part[]): Buffer =>
	bag(3, sequence(oid('1.2.840.113549.1.9.22.1'), explicit(octets(der))), ...attributes);

export const crlBag = (der: Part): Buffer =>
	bag(4, sequence(oid('1.2.840.113549.1.9.23.1'), explicit(octets(der))));

export const secretBag = (secret: Part): Buffer =>
	bag(5, sequence(oid('1.2.840.113549.1.7.1'), explicit(octets(secret))));

export function friendlyName(text: string): Buffer {
	const name = tlv(0x1e, Buffer.from(text, 'utf16le').swap16());
	return sequence(oid('1.2.840.113549.1.9.20'), set(name));
}

/** PBES2 with PBKDF2 and AES-256-CBC, of so many iterations (hex). */
export const pbes2 = (iterations: string): Buffer =>
	sequence(
		oid('1.2.840.113549.1.5.13'),
		sequence(
			sequence(oid('1.2.840.113549.1.5.12'), sequence(octets('saltsalt'), integer(iterations))),
			sequence(oid('2.16.840.1.101.3.4.1.42'), octets('0123456789abcdef')),
		),
	);

/** Bags under `pbes2('01')`. */
export function encryptedBags(password: string, ...bags: readonly Part[]): Buffer {
	return encryptedWith(pbkdf2Sync(password, 'saltsalt', 1, 32, 'sha1'), sequence(...bags));
}

function encryptedWith(key: Buffer, plain: Buffer): Buffer {
	const cipher = createCipheriv('aes-256-cbc', key, '0123456789abcdef');
	return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/** RFC 7914: N, r and p. */
export interface ScryptCost {
	readonly cost: number;
	readonly blockSize: number;
	readonly parallelization: number;
}

const positive = (value: number): Buffer => {
	const hex = value.toString(16);
	const even = hex.padStart(hex.length + (hex.length % 2), '0');
	return integer(even >= '8' ? `00${even}` : even);
};

/** PBES2 with scrypt and AES-256-CBC. */
export const scryptPbes2 = ({ cost, blockSize, parallelization }: ScryptCost): Buffer =>
	sequence(
		oid('1.2.840.113549.1.5.13'),
		sequence(
			sequence(
				oid('1.3.6.1.4.1.11591.4.11'),
				sequence(octets('saltsalt'), ...[cost, blockSize, parallelization].map(positive)),
			),
			sequence(oid('2.16.840.1.101.3.4.1.42'), octets('0123456789abcdef')),
		),
	);

/** What stands under `scryptPbes2`. */
export function encryptedByScrypt(password: string, cost: ScryptCost, plain: Buffer): Buffer {
	return encryptedWith(scryptSync(password, 'saltsalt', 32, cost), plain);
}

export const encryptedPart = (algorithm: Part, content: Part): Buffer =>
	contentInfo(
		encryptedData,
		sequence(integer('00'), sequence(oid(data), algorithm, tlv(0x80, content))),
	);

/** A seal with SHA-1 that no password fits. */
export const macOf = (iterations: string): Buffer =>
	sequence(
		sequence(sequence(oid('1.3.14.3.2.26')), octets(Buffer.alloc(20))),
		octets('saltsalt'),
		integer(iterations),
	);

/** PFX over the parts of its AuthenticatedSafe, sealed with HMAC-SHA-1 (RFC 7292, B) in one iteration. */
export function sealedPfx(password: string, parts: readonly Part[]): Buffer {
	const repeated = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / 64) * 64, bytes);
	const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
	const key = createHash('sha1')
		.update(Buffer.alloc(64, 3))
		.update(repeated(Buffer.from('saltsalt')))
		.update(repeated(secret))
		.digest();
	const mac = createHmac('sha1', key)
		.update(sequence(...parts))
		.digest();
	const digest = sequence(sequence(oid('1.3.14.3.2.26'), tlv(0x05)), octets(mac));
	return pfx(parts, sequence(digest, octets('saltsalt'), integer('01')));
}

/** The same by PBMAC1 (RFC 9579) with HMAC-SHA-1, whose key is so many bytes long (hex). */
export const pbmac1Of = (keyLength: string): Buffer =>
	sequence(
		sequence(
			sequence(
				oid('1.2.840.113549.1.5.14'),
				sequence(
					sequence(
						oid('1.2.840.113549.1.5.12'),
						sequence(octets('saltsalt'), integer('01'), integer(keyLength)),
					),
					sequence(oid('1.2.840.113549.2.7')),
				),
			),
			octets(Buffer.alloc(20)),
		),
		octets('saltsalt'),
	);

/** PFX over the parts of its AuthenticatedSafe. */
export function pfx(parts: readonly Part[], ...mac: readonly Part[]): Buffer {
	return sequence(integer('03'), contentInfo(data, octets(sequence(...parts))), ...mac);
}

/** PFX with these bags in one part. */
export function plainPfx(...bags: readonly Part[]): Buffer {
	return pfx([contentInfo(data, octets(sequence(...bags)))]);
}
