/**
 * PKCS #12 (RFC 7292, 4) taken apart, in DER or BER, as far as that needs no password. Throws `DerError` for what is
 * damaged (its offset counts in the layer it stands in) and `PkiError` for what is not supported or asks for too much work.
 */
import { PkiError } from '../../../common/errors.js';
import { derForm } from '../../asn1/ber.js';
import { DerCursor, DerError, tags } from '../../asn1/der.js';
import { readOid } from '../../asn1/values.js';
import { type Encryption, readEncryption } from './encryption.js';
import type { IterationBudget } from './iterations.js';
import { readMac, type Mac } from './mac.js';
import { type Paced, readBags, type SafeBag } from './safeBags.js';

/** A part of the AuthenticatedSafe: bags in the clear, or their encrypted encoding. */
export type SafePart =
	| { readonly bags: readonly SafeBag[]; readonly encryption?: undefined }
	| { readonly encryption: Encryption; readonly content: Buffer };

export interface Pkcs12 {
	/** Over the AuthenticatedSafe; absent where the file has no seal. */
	readonly mac?: Mac;
	readonly parts: readonly SafePart[];
}

const contentTypes: Readonly<Partial<Record<string, string>>> = {
	'1.2.840.113549.1.7.1': 'data',
	'1.2.840.113549.1.7.2': 'signedData',
	'1.2.840.113549.1.7.3': 'envelopedData',
	'1.2.840.113549.1.7.6': 'encryptedData',
};

/** More parts than any program writes. */
const mostParts = 10_000;

/** Yields now and then, so that the caller can pause. */
export function* readPkcs12(bytes: Buffer, budget: IterationBudget): Paced<Pkcs12> {
	const outer = DerCursor.over(inDer(bytes)).expect(tags.sequence).enter();
	outer.expect(tags.integer);
	const info = outer.expect(tags.sequence).enter();
	if (contentType(info) !== 'data') throw unsupported('signedData');
	const safe = Buffer.from(dataOf(info));
	const mac = outer.optional(tags.sequence) ? readMac(outer.enter(), safe, budget) : undefined;
	const parts: SafePart[] = [];
	const list = DerCursor.over(inDer(safe)).expect(tags.sequence).enterUnlimited();
	while (!list.atEnd) {
		if (parts.length >= mostParts) throw new DerError('tooMany', list.start);
		parts.push(yield* readPart(list.expect(tags.sequence).enter(), budget));
	}
	return { ...(mac && { mac }), parts };
}

function* readPart(info: DerCursor, budget: IterationBudget): Paced<SafePart> {
	const type = contentType(info);
	switch (type) {
		case 'data':
			return { bags: yield* readBags(dataOf(info), budget) };
		case 'encryptedData':
			return readEncryptedData(info.expect(0xa0).enter().expect(tags.sequence).enter(), budget);
		default:
			throw unsupported(type);
	}
}

/** EncryptedData (RFC 5652, 8). */
function readEncryptedData(data: DerCursor, budget: IterationBudget): SafePart {
	data.expect(tags.integer);
	const info = data.expect(tags.sequence).enter();
	readOid(info);
	const encryption = readEncryption(info.expect(tags.sequence).enter(), budget);
	const { tag } = info.read();
	if (tag === 0x80) return { encryption, content: info.content() };
	if (tag !== 0xa0) throw new DerError('unexpectedTag', info.start);
	return { encryption, content: joined(info.enter()) };
}

/** BER's OCTET STRING in pieces, with the implicit tag that hides it from `derForm`. */
function joined(pieces: DerCursor): Buffer {
	const found: Buffer[] = [];
	while (!pieces.atEnd) found.push(pieces.expect(tags.octetString).content());
	return Buffer.concat(found);
}

function contentType(info: DerCursor): string {
	const oid = readOid(info);
	return contentTypes[oid] ?? oid;
}

function dataOf(info: DerCursor): Buffer {
	return info.expect(0xa0).enter().expect(tags.octetString).content();
}

function inDer(bytes: Buffer): Buffer {
	return derForm(bytes).der;
}

function unsupported(algorithm: string): PkiError {
	return new PkiError('unsupported', { reason: 'containerAlgorithm', args: { algorithm } });
}
