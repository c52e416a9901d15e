/** Certificate revocation lists (RFC 5280, 5). */
import type { RevocationReason } from '../kinds.js';
import { extensionOids, revocationReasonNames } from '../asn1/oid.js';
import { toPem } from '../../find/pem.js';
import { integerElement } from '../keys/spkiWriter.js';
import type { Issuer } from './certificate.js';
import { x509 } from './provider.js';

export interface CrlRequest {
	/** Above zero, and above that of every list before it. */
	readonly number: number;
	readonly thisUpdate: Date;
	readonly nextUpdate: Date;
	readonly revoked: readonly RevokedCertificate[];
}

export interface RevokedCertificate {
	/** Lower-case hex; each at most once. */
	readonly serialNumber: string;
	readonly revokedAt: Date;
	readonly reason?: RevocationReason;
}

/** Answers PEM. */
export async function writeCrl(request: CrlRequest, issuer: Issuer): Promise<string> {
	const crl = await x509.X509CrlGenerator.create({
		issuer: issuer.name,
		thisUpdate: request.thisUpdate,
		nextUpdate: request.nextUpdate,
		entries: request.revoked.map(({ serialNumber, revokedAt, reason = 'unspecified' }) => ({
			serialNumber,
			revocationDate: revokedAt,
			extensions: [reasonExtension(reason)],
		})),
		extensions: [
			issuer.authorityKeyIdentifier,
			new x509.Extension(extensionOids.crlNumber, false, numberElement(request.number)),
		],
		signingKey: issuer.key.keys.privateKey,
		signingAlgorithm: issuer.key.algorithm,
	});
	return toPem('X509 CRL', new Uint8Array(crl.rawData));
}

/**
 * An ENUMERATED (RFC 5280, 5.3.1). Written for `unspecified` too: the writer encodes an entry without any extension as
 * one with an empty list of them, which the standard forbids.
 */
function reasonExtension(reason: RevocationReason): x509.Extension {
	const value = Buffer.of(0x0a, 1, revocationReasonNames.indexOf(reason));
	return new x509.Extension(extensionOids.reasonCode, false, value);
}

function numberElement(number: number): Uint8Array<ArrayBuffer> {
	const hex = number.toString(16);
	const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
	return new Uint8Array(integerElement(bytes));
}
