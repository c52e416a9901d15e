/** What one end shows of itself: read by our own reader, since a foreign certificate may be of any kind. */
import type { X509Certificate } from 'node:crypto';
import { readCertificate } from '../x509/certificate.js';

export interface PeerFacts {
	readonly name: string;
	/** RFC 4514. */
	readonly subject: string;
	/** `dns:api.test`, `ip:10.0.0.7`. */
	readonly subjectAltNames: readonly string[];
	readonly extendedKeyUsage: readonly string[];
	readonly issuer: string;
	readonly serialNumber: string;
	/** ISO 8601. */
	readonly notBefore: string;
	readonly notAfter: string;
	readonly sha256Fingerprint: string;
	/** Subjects from the issuer up, as far as they were sent. */
	readonly chain: readonly string[];
}

const longestChain = 10;

export function peerFacts(certificate: X509Certificate): PeerFacts {
	const facts = readCertificate(certificate.raw);
	const { name, subject, issuer, serialNumber, extendedKeyUsage, sha256Fingerprint } = facts;
	const { notBefore = '', notAfter = '' } = facts;
	return {
		...{ name, subject, issuer, serialNumber, extendedKeyUsage, sha256Fingerprint },
		...{ notBefore, notAfter },
		subjectAltNames: facts.subjectAltNames.map(({ type, value }) => `${type}:${value}`),
		chain: aboveOf(certificate).map((one) => readCertificate(one.raw).subject),
	};
}

/** From the issuer up. Node links them for a peer's certificate only; a root is its own issuer. */
export function aboveOf(certificate: X509Certificate): readonly X509Certificate[] {
	const above: X509Certificate[] = [];
	let at = certificate.issuerCertificate;
	while (at && above.length < longestChain) {
		above.push(at);
		const next = at.issuerCertificate;
		at = next?.fingerprint256 === at.fingerprint256 ? undefined : next;
	}
	return above;
}
