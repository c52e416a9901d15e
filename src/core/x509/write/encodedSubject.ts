/** A subject taken over byte by byte: the library reads a name and writes it anew, which changes some strings and OIDs. */
import { sign } from 'node:crypto';
import { DerCursor, tags } from '../asn1/der.js';
import { element } from './element.js';
import type { SigningKey } from './keys.js';

/** The same certificate with another subject, signed again. `subject` is a Name, DER. */
export function withSubject(certificate: Buffer, subject: Buffer, key: SigningKey): Buffer {
	const [body = Buffer.alloc(0), algorithm = Buffer.alloc(0)] = elementsOf(certificate);
	const fields = elementsOf(body);
	// version, serialNumber, signature, issuer, validity, subject (RFC 5280, 4.1).
	fields[5] = subject;
	const signedPart = element(tags.sequence, fields);
	const signature = sign(hashOf(key), signedPart, key.secret);
	return element(tags.sequence, [
		signedPart,
		algorithm,
		element(tags.bitString, [Buffer.of(0), signature]),
	]);
}

function elementsOf(sequence: Buffer): Buffer[] {
	const content = DerCursor.over(sequence).expect(tags.sequence).enter();
	const elements: Buffer[] = [];
	while (!content.atEnd) elements.push(content.read().element());
	return elements;
}

/** `sha256`; null for Ed25519, which has its own. */
function hashOf({ algorithm }: SigningKey): string | null {
	const { hash } = { ...{ hash: undefined }, ...algorithm };
	const name = typeof hash === 'object' ? hash.name : hash;
	return name === undefined ? null : name.replace('-', '').toLowerCase();
}
