/** Certificate and CertificateRequest, in the forms of TLS 1.3 (RFC 8446, 4.4.2 and 4.3.2) and before (RFC 5246, 7.4). */
import { TlsCursor } from './cursor.js';
import { extensionTypes, namedList, namesOf, readExtensions } from './extensions.js';
import type { AcceptedIssuer, CertificateRequestFacts } from './facts.js';
import { signatureSchemeName } from './names/signatureSchemes.js';
import { tls12, tls13 } from './names/versions.js';
import { DerCursor } from '../../x509/asn1/der.js';
import { readName } from '../../x509/names/distinguishedName.js';

export interface CertificateMessage {
	readonly certificates: readonly Uint8Array[];
	/** Stapled to the leaf (RFC 8446, 4.4.2.1). */
	readonly ocspResponse?: Uint8Array;
}

/** OpenSSL reads chains of a hundred. */
const maximumCertificates = 200;

/** The message of TLS 1.3 begins with a context and has extensions. Throws `DerError`. */
export function readCertificates(body: Buffer, version: number): CertificateMessage {
	const message = new TlsCursor(body);
	if (version === tls13) message.vectorBytes(1);
	const list = message.vector(3);
	const certificates: Uint8Array[] = [];
	let ocspResponse: Uint8Array | undefined;
	while (!list.atEnd && certificates.length < maximumCertificates) {
		certificates.push(copied(list.vectorBytes(3)));
		if (version !== tls13) continue;
		const stapled = readExtensions(list).get(extensionTypes.statusRequest);
		if (stapled && certificates.length === 1) ocspResponse = stapledResponse(stapled);
	}
	return { certificates, ...(ocspResponse && { ocspResponse }) };
}

/** CertificateStatus (RFC 6066, 8); undefined for another kind than OCSP. */
export function stapledResponse(message: TlsCursor): Uint8Array | undefined {
	return message.number(1) === 1 ? copied(message.vectorBytes(3)) : undefined;
}

/** Throws `DerError`. */
export function readCertificateRequest(body: Buffer, version: number): CertificateRequestFacts {
	const message = new TlsCursor(body);
	// A context in TLS 1.3, the types of certificates before.
	message.vectorBytes(1);
	if (version === tls13) {
		const extensions = readExtensions(message);
		const signatures = extensions.get(extensionTypes.signatureAlgorithms);
		const authorities = extensions.get(extensionTypes.certificateAuthorities);
		return {
			signatureAlgorithms: namedList(signatures, signatureSchemeName),
			acceptedIssuers: authorities ? readIssuers(authorities.vector()) : [],
		};
	}
	const signatures = version >= tls12 ? message.vector().numbers() : [];
	return {
		signatureAlgorithms: namesOf(signatures, signatureSchemeName),
		acceptedIssuers: message.atEnd ? [] : readIssuers(message.vector()),
	};
}

/** With a buffer of its own: what crosses threads takes its whole buffer along. */
function copied(bytes: Buffer): Uint8Array {
	return new Uint8Array(bytes);
}

/** The list is 64 kB at most. */
function readIssuers(list: TlsCursor): AcceptedIssuer[] {
	const issuers: AcceptedIssuer[] = [];
	while (!list.atEnd) {
		const der = list.vectorBytes();
		issuers.push({ der: copied(der), name: nameText(der) });
	}
	return issuers;
}

/** RFC 4514; the bytes in hex where they are no Name. */
function nameText(der: Buffer): string {
	const problems: Parameters<typeof readName>[3] = [];
	try {
		const cursor = DerCursor.over(der).read();
		const { text } = readName(cursor, cursor.span(), 'issuer', problems);
		if (text !== '' || der.length <= 2) return text;
	} catch {
		// Not even an element.
	}
	return `#${der.toString('hex', 0, 256)}`;
}
