/**
 * What we read out of certificates, requests, CRLs and keys. The same field names are used by the commands'
 * results, the tree, the details view and the tests. Names are RFC 4514 strings, numbers lower-case hex without
 * separators, times ISO 8601 in UTC (`2026-12-05T14:03:00Z`, no fraction).
 */

import type { PrivateKeyForm } from './keys/postQuantum.js';

export type SubjectAltNameType =
	| 'dns'
	| 'ip'
	| 'uri'
	| 'email'
	| 'directoryName'
	| 'registeredId'
	| 'otherName'
	| 'x400Address'
	| 'ediPartyName';

export interface SubjectAltName {
	readonly type: SubjectAltNameType;
	readonly value: string;
}

/** A part that could not be read, beside the parts that could. */
export interface ReadProblem {
	/**
	 * The field or, for an extension, its OID: `notAfter`, `2.5.29.17`. `structure`: nothing behind the fault could be
	 * read. `encoding`: read, although DER forbids it so (`nonMinimal`, `trailingData`, `indefiniteLength`,
	 * `constructedString`).
	 */
	readonly field: string;
	/** For programs and tests: `badTime` and `timeForm`, which was read nevertheless (`text`), `duplicate`, `badString` and the other `DerFault`s (`offset`). */
	readonly code: string;
	readonly args?: Readonly<Record<string, string | number>>;
}

export interface ExtensionFacts {
	readonly oid: string;
	readonly critical: boolean;
	/** `extnValue`'s content, in hex. */
	readonly valueHex: string;
	/**
	 * Values for display, one a line: SANs as `dns:api.test`, key usages by name, URLs; of an unknown extension the texts
	 * that stand in it, else none.
	 */
	readonly lines: readonly string[];
	/** Set when this one could not be read, or only in part; the other extensions still are. */
	readonly problem?: ReadProblem;
}

export interface KeyFacts {
	/**
	 * `ec`, `rsa`, `rsa-pss`, `ed25519`, `ed448`, `x25519`, `x448`, `dsa`, `dh`, `ml-dsa-65`, `ml-kem-768`,
	 * `slh-dsa-sha2-128s` and the other names in postQuantum.ts in lower case, or the algorithm's OID;
	 * `unknown` where an encrypted key does not say, or when it could not be read.
	 */
	readonly keyType: string;
	readonly keyBits?: number;
	/** `P-256`, `P-384`, `P-521`, `brainpoolP256r1`, `secp256k1`, `explicit`, or the curve's OID. */
	readonly curve?: string;
}

/** What lists need; read in one pass, without keys, hashes or extensions other than these. */
export interface CertificateListFacts {
	/** CN, else first SAN, else the serial number: what the certificate is called. */
	readonly name: string;
	readonly subject: string;
	readonly issuer: string;
	/** Without the sign byte; a negative one (forbidden, but met) as its magnitude behind a `-`. */
	readonly serialNumber: string;
	/** Undefined when the time could not be read; `problems` says so. */
	readonly notBefore: string | undefined;
	readonly notAfter: string | undefined;
	readonly isCa: boolean;
	readonly subjectAltNames: readonly SubjectAltName[];
	readonly problems: readonly ReadProblem[];
}

/** What an index keeps of a certificate: what lists need, and the digests that tell it and its key. */
export interface CertificateIndexFacts extends CertificateListFacts {
	readonly kind: 'certificate';
	readonly sha256Fingerprint: string;
	/** SHA-256 of the SubjectPublicKeyInfo, to match keys with certificates. */
	readonly publicKeySha256: string;
}

export interface CertificateFacts extends CertificateIndexFacts, KeyFacts {
	readonly version: number;
	readonly commonName?: string;
	readonly signatureAlgorithm: string;
	readonly pathLength?: number;
	/** RFC 5280 names: `digitalSignature`, `keyCertSign`, … */
	readonly keyUsage: readonly string[];
	/** `serverAuth`, `clientAuth`, …, else OIDs. */
	readonly extendedKeyUsage: readonly string[];
	readonly subjectKeyIdentifier?: string;
	readonly authorityKeyIdentifier?: string;
	readonly sha1Fingerprint: string;
	readonly extensions: readonly ExtensionFacts[];
	/** From transparency logs; absent where the certificate has none. */
	readonly timestamps?: readonly TimestampFacts[];
}

/** An attribute of a request (RFC 2986, 4.1; RFC 2985). */
export interface AttributeFacts {
	readonly oid: string;
	/** `challengePassword`, `unstructuredName`, `extensionRequest`, …; absent for one that is not known. */
	readonly name?: string;
	/** Values for display, one a line; of `extensionRequest` the OIDs of the extensions. `#hex` where there is no better. */
	readonly lines: readonly string[];
	/** The value is there and left out, since it is a secret. */
	readonly hidden?: true;
}

export interface RequestFacts extends KeyFacts {
	readonly kind: 'request';
	readonly name: string;
	readonly subject: string;
	readonly commonName?: string;
	readonly subjectAltNames: readonly SubjectAltName[];
	readonly signatureAlgorithm: string;
	readonly isCa: boolean;
	readonly keyUsage: readonly string[];
	readonly extendedKeyUsage: readonly string[];
	readonly publicKeySha256: string;
	/** In their order. */
	readonly attributes: readonly AttributeFacts[];
	readonly extensions: readonly ExtensionFacts[];
	readonly problems: readonly ReadProblem[];
}

export interface CrlFacts {
	readonly kind: 'crl';
	readonly issuer: string;
	readonly crlNumber?: string;
	/** Of a delta CRL (RFC 5280, 5.2.4): it lists only what changed since the CRL of this number. */
	readonly baseCrlNumber?: string;
	readonly thisUpdate: string | undefined;
	readonly nextUpdate?: string;
	readonly signatureAlgorithm: string;
	readonly authorityKeyIdentifier?: string;
	readonly revokedCount: number;
	/** The first 10,000; `revokedCount` has the true number. */
	readonly revoked: readonly RevokedEntry[];
	readonly extensions: readonly ExtensionFacts[];
	readonly problems: readonly ReadProblem[];
}

export interface RevokedEntry {
	readonly serialNumber: string;
	readonly revokedAt: string | undefined;
	/** RFC 5280, 5.3.1: `keyCompromise`, `certificateHold`, `removeFromCRL`, …; the number of an unknown one. */
	readonly reason?: string;
	/** RFC 5280, 5.3.2: since when the key may have been in wrong hands. */
	readonly invalidityDate?: string;
	/** RFC 5280, 5.3.3: of an indirect CRL, who issued this certificate and those that follow. */
	readonly certificateIssuer?: string;
}

export interface PrivateKeyFacts extends KeyFacts {
	readonly kind: 'privateKey';
	readonly encrypted: boolean;
	/** `pkcs8`, `pkcs1`, `sec1`, `dsa`, `openssh`, `jwk`. */
	readonly format: string;
	/** Of ML-DSA and ML-KEM keys: what is written down (RFC 9881, 6; RFC 9935, 6). */
	readonly form?: PrivateKeyForm;
	/** Absent when encrypted or when the key could not be loaded. Never the secret numbers. */
	readonly publicKeySha256?: string;
}

export interface PublicKeyFacts extends KeyFacts {
	readonly kind: 'publicKey';
	readonly publicKeySha256: string;
}

/** A signed certificate timestamp (RFC 6962, 3.2). */
export interface TimestampFacts {
	/** 1, or that of one which is not read any further. */
	readonly version: number;
	/** SHA-256 of the log's public key, in hex. */
	readonly logId: string;
	/** Where the log is known: see `ctLogs`. */
	readonly logName?: string;
	/** Undefined where it is beyond the year 9999. */
	readonly timestamp: string | undefined;
	/** `ecdsa-with-SHA256`, …; the numbers of an unknown one (`8.7`). */
	readonly signatureAlgorithm: string;
}

/** An OCSP response (RFC 6960, 4.2). */
export interface OcspFacts {
	readonly kind: 'ocsp';
	/** `successful`, `malformedRequest`, `internalError`, `tryLater`, `sigRequired`, `unauthorized`; the number of an unknown one. */
	readonly status: string;
	/** Who signed it; this and the rest only where the status is `successful`. */
	readonly responder?: OcspResponder;
	readonly producedAt?: string;
	readonly signatureAlgorithm: string;
	/** In their order. */
	readonly responses: readonly OcspSingleResponse[];
	/** Sent along, to verify the signature. */
	readonly certificates: readonly CertificateListFacts[];
	readonly extensions: readonly ExtensionFacts[];
	readonly problems: readonly ReadProblem[];
}

/** By name (RFC 4514), or by the SHA-1 of its public key in hex. */
export type OcspResponder =
	| { readonly name: string; readonly keyHash?: undefined }
	| { readonly keyHash: string; readonly name?: undefined };

/** What a response says of one certificate. */
export interface OcspSingleResponse {
	/** Of the two digests: `sha1`, `sha256`, …, else the OID. */
	readonly hashAlgorithm: string;
	/** Of the issuer's DER name, and of its public key's bits; hex. */
	readonly issuerNameHash: string;
	readonly issuerKeyHash: string;
	readonly serialNumber: string;
	readonly certificateStatus: 'good' | 'revoked' | 'unknown';
	readonly revokedAt?: string;
	/** RFC 5280, 5.3.1, as in `RevokedEntry`. */
	readonly reason?: string;
	readonly thisUpdate: string | undefined;
	/** Absent: newer information is always there. */
	readonly nextUpdate?: string;
	readonly extensions: readonly ExtensionFacts[];
	/** From the log's timestamps among the extensions; absent where there are none. */
	readonly timestamps?: readonly TimestampFacts[];
}

/** What an index is made of. */
export type IndexFacts = Exclude<DecodedFacts, CertificateFacts> | CertificateIndexFacts;

export type DecodedFacts =
	CertificateFacts | RequestFacts | CrlFacts | OcspFacts | PrivateKeyFacts | PublicKeyFacts;

/** One verdict a certificate, the worst one: revoked > expired > notYetValid > expiresSoon > valid. */
export type Verdict = 'revoked' | 'expired' | 'notYetValid' | 'expiresSoon' | 'valid' | 'unknown';

export interface ExpiryThreshold {
	/** Warn when fewer days than this remain … */
	readonly days: number;
	/** … but not before this share (0 to 1) of the lifetime is all that is left; 1 leaves the decision to `days`. */
	readonly lifetimeShare: number;
}
