/** Asking an OCSP responder (RFC 6960, 4.1.1), and who signed what it answers. */
import { createHash } from 'node:crypto';
import { createPacer } from '../common/pacer.js';
import { DerCursor, DerError, tags } from './asn1/der.js';
import { derElement } from './asn1/derWriter.js';
import { readOid } from './asn1/values.js';
import { readCertificate } from './certificate.js';
import { openCertificate } from './certificateFrame.js';
import { verifySignature } from './chain.js';
import type { OcspSingleResponse } from './model.js';
import type { SignatureVerdict } from './signature.js';
import { isSignedByCertificate } from './signedBody.js';

/** OBJECT IDENTIFIER of SHA-1 with NULL: what every responder knows, and names no secret (RFC 6960, 4.3). */
const sha1 = Buffer.from('300906052b0e03021a0500', 'hex');

/** Digests of the issuer, by which a certificate is asked for. */
export interface IssuerHashes {
	readonly name: Buffer;
	readonly key: Buffer;
}

/** Undefined for a certificate whose structure is damaged. */
export function issuerHashes(issuer: Uint8Array, algorithm: string): IssuerHashes | undefined {
	const { cursor, frame } = openCertificate(issuer);
	if (!frame.subject || !frame.publicKey) return undefined;
	const digest = (bytes: Uint8Array) => createHash(algorithm).update(bytes).digest();
	const name = digest(cursor.bytes.subarray(frame.subject.start, frame.subject.end));
	const key = cursor.enter(frame.publicKey);
	key.expect(tags.sequence);
	// Without the octet that counts unused bits.
	return { name, key: digest(key.expect(tags.bitString).content().subarray(1)) };
}

/** A request for one certificate; undefined where certificate or issuer are damaged. */
export function writeOcspRequest(certificate: Uint8Array, issuer: Uint8Array): Buffer | undefined {
	try {
		const hashes = issuerHashes(issuer, 'sha1');
		const { cursor, frame } = openCertificate(certificate);
		if (!hashes || !frame.serial) return undefined;
		const serial = cursor.bytes.subarray(frame.serial.start, frame.serial.end);
		const octets = (bytes: Uint8Array) => derElement(tags.octetString, [bytes]);
		const id = sequence(sha1, octets(hashes.name), octets(hashes.key), serial);
		return sequence(sequence(sequence(sequence(id))));
	} catch (error) {
		if (error instanceof DerError) return undefined;
		throw error;
	}
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
	return derElement(tags.sequence, parts);
}

/**
 * Whether the issuer signed the response, or somebody to whom it delegated that (RFC 6960, 4.2.2.2). `unknown` where the
 * response is damaged, and where its algorithm is not verified here.
 */
export function ocspSignature(
	response: Uint8Array,
	algorithm: string,
	issuer: Uint8Array,
): SignatureVerdict {
	return ocspSigner(response, algorithm, issuer).verdict;
}

export interface OcspSigner {
	readonly verdict: SignatureVerdict;
	/** The certificate whose key made it, where that is `good`: the issuer's, or one that came with the response. */
	readonly signer?: Uint8Array;
}

/** The same, with who it was. */
export function ocspSigner(
	response: Uint8Array,
	algorithm: string,
	issuer: Uint8Array,
): OcspSigner {
	return quietly<OcspSigner>({ verdict: 'unknown' }, () => {
		const basic = basicResponse(response);
		const asked = certificatesIn(basic).filter(isForOcsp);
		const issued = asked.map((der) => verifySignature(issuer, der));
		const delegates = asked.filter((_, index) => issued[index] === true);
		const able = [issuer, ...delegates];
		const answers = able.map((der) => isSignedByCertificate(der, basic, algorithm));
		const signer = able[answers.indexOf(true)];
		if (signer) return { verdict: 'good', signer };
		return { verdict: [...answers, ...issued].includes(undefined) ? 'unknown' : 'bad' };
	});
}

/** The certificates that came with a response; none where it is damaged. */
export function ocspCertificates(response: Uint8Array): readonly Uint8Array[] {
	return quietly<readonly Uint8Array[]>([], () => certificatesIn(basicResponse(response)));
}

/** The one of them whose key made the signature, whoever issued it. */
export function ocspSender(response: Uint8Array, algorithm: string): Uint8Array | undefined {
	return quietly<Uint8Array | undefined>(undefined, () => {
		const basic = basicResponse(response);
		return certificatesIn(basic).find(
			(der) => isSignedByCertificate(der, basic, algorithm) === true,
		);
	});
}

/** Certificates, found by what responses name an issuer by. Each is looked at once, however many responses are asked about. */
export class Issuers {
	readonly #named = new Map<string, Promise<ReadonlyMap<string, Uint8Array>>>();

	constructor(private readonly certificates: readonly Uint8Array[]) {}

	/** The first that issued the certificate that the response is about. */
	async of(response: OcspSingleResponse): Promise<Uint8Array | undefined> {
		const { hashAlgorithm, issuerNameHash, issuerKeyHash } = response;
		if (!knownHashes.includes(hashAlgorithm)) return undefined;
		const named = this.#named.get(hashAlgorithm) ?? byHashes(this.certificates, hashAlgorithm);
		this.#named.set(hashAlgorithm, named);
		return (await named).get(hashesKey(issuerNameHash, issuerKeyHash));
	}
}

async function byHashes(
	certificates: readonly Uint8Array[],
	algorithm: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
	const pacer = createPacer();
	const found = new Map<string, Uint8Array>();
	for (const der of certificates) {
		const hashes = quietly(undefined, () => issuerHashes(der, algorithm));
		const key = hashes && hashesKey(hashes.name.toString('hex'), hashes.key.toString('hex'));
		if (key !== undefined && !found.has(key)) found.set(key, der);
		if (pacer.isDue) await pacer.pause();
	}
	return found;
}

function hashesKey(name: string, key: string): string {
	return `${name} ${key}`;
}

const knownHashes: readonly string[] = ['sha1', 'sha256', 'sha384', 'sha512'];

/** @param damaged The answer where the structure is damaged. */
function quietly<Answer>(damaged: Answer, ask: () => Answer): Answer {
	try {
		return ask();
	} catch (error) {
		if (error instanceof DerError) return damaged;
		throw error;
	}
}

/** RFC 6960, 4.2.2.2. */
function isForOcsp(der: Uint8Array): boolean {
	return readCertificate(der).extendedKeyUsage.includes('OCSPSigning');
}

/** BasicOCSPResponse. */
function basicResponse(response: Uint8Array): Buffer {
	const outer = DerCursor.over(response).expect(tags.sequence).enter();
	outer.expect(tags.enumerated);
	const bytes = outer.expect(0xa0).enter().expect(tags.sequence).enter();
	readOid(bytes);
	return bytes.expect(tags.octetString).content();
}

/** More than a responder has. */
const mostCertificates = 8;

function certificatesIn(basic: Uint8Array): readonly Uint8Array[] {
	const parts = DerCursor.over(basic).expect(tags.sequence).enter();
	parts.expect(tags.sequence);
	parts.expect(tags.sequence);
	parts.expect(tags.bitString);
	if (!parts.optional(0xa0)) return [];
	const list = parts.enter().expect(tags.sequence).enter();
	const found: Uint8Array[] = [];
	while (!list.atEnd && found.length < mostCertificates) {
		found.push(list.expect(tags.sequence).element());
	}
	return found;
}
