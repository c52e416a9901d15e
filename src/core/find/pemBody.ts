/** What stands between BEGIN and END, as bytes. */
import { BodyReader, type PemBody } from './bodyReader.js';
import { type BodyPlace, type LinePrefix, linePrefixes, noPrefix } from './linePrefix.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';

const noHeaders: Readonly<Record<string, string>> = {};

/** Decodes the body at a place. */
export function base64Body(text: string, place: BodyPlace): PemBody {
	return plainBody(text, place) ?? bodyForm(text, place).body;
}

/** Where the base64 stands that a byte of the body begins in; undefined where there is no such byte. */
export function offsetOfByte(text: string, place: BodyPlace, byte: number): number | undefined {
	const prefix = plainBody(text, place) ? noPrefix : bodyForm(text, place).prefix;
	const reader = new BodyReader(text, prefix, place);
	return reader.read().der === undefined ? undefined : reader.offsetOf(byte);
}

/** The fast way: nothing but base64 that is DER to its end. */
function plainBody(text: string, { from, to }: BodyPlace): PemBody | undefined {
	const plain = text.slice(from, to);
	if (/[^A-Za-z0-9+/\s]/.test(withoutPadding(plain))) return undefined;
	const der = Buffer.from(plain, 'base64');
	return sequenceEnds(der) && { der, headers: noHeaders, prefixed: false, escaped: false };
}

function startsAsDer(bytes: Buffer): boolean {
	return bytes[0] === 0x30 && bytes.length > 2;
}

interface BodyForm {
	readonly prefix: LinePrefix;
	readonly body: PemBody;
}

/**
 * Reads the body with each prefix that its lines may have: the first that leaves whole DER is right. Else what begins as
 * DER is likelier than other bytes, those likelier than what is no base64, and a prefix that each line has likelier
 * than one that some lack.
 */
function bodyForm(text: string, place: BodyPlace): BodyForm {
	let best: (BodyForm & { readonly rank: number }) | undefined;
	for (const prefix of linePrefixes(text, place)) {
		const reader = new BodyReader(text, prefix, place);
		const body = reader.read();
		const rank = rankOf(body, place, reader.prefixed);
		if (body.der !== undefined && sequenceEnds(body.der) !== undefined) return { prefix, body };
		if (prefix.guessed === true && !(body.der !== undefined && startsAsDer(body.der))) continue;
		if (best === undefined || rank > best.rank) best = { prefix, body, rank };
	}
	// The last prefix is none at all and no guess.
	if (best === undefined) throw new Error('a body has no form');
	return best;
}

/** Below 1 for what is no base64: the farther reading came, the likelier was the prefix. */
function rankOf(body: PemBody, { from, to }: BodyPlace, prefixed: boolean): number {
	if (body.der === undefined) return (body.fault - from) / (to - from + 1);
	return (startsAsDer(body.der) ? 3 : 1) + (prefixed ? 1 : 0);
}

/** Drops `=` and white space from the end, so that a `=` anywhere else counts as a fault. */
function withoutPadding(body: string): string {
	let end = body.length;
	while (end > 0 && ' \n\r\t='.includes(body.charAt(end - 1))) {
		end -= 1;
	}
	return body.slice(0, end);
}
