import type { CallOptions } from '../../common/call.js';
import type { CertificateUsage, KeyKind } from '../../x509/kinds.js';

export type { CertificateUsage, KeyKind } from '../../x509/kinds.js';

/** What an issue request and a sign request have in common; names are checked against the role by the server. */
export interface CertificateWishes {
	readonly mount: string;
	readonly role: string;
	readonly commonName?: string;
	/** DNS names and e-mail addresses. */
	readonly altNames?: readonly string[];
	readonly ipSans?: readonly string[];
	readonly uriSans?: readonly string[];
	readonly ttlSeconds?: number;
	/** Authority id or name; else the role's, else the default. */
	readonly issuer?: string;
}

export interface IssueRequest extends CertificateWishes {
	/** For backends whose roles leave it open (the Local CA). */
	readonly keyType?: KeyKind;
	readonly usage?: CertificateUsage;
}

export interface SignRequest extends CertificateWishes {
	/** PEM. */
	readonly request: string;
	readonly usage?: CertificateUsage;
}

export interface IssuedCertificate {
	readonly serialNumber: string;
	readonly notAfter: string;
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
	/** PKCS#8 PEM; only from `issue`. */
	readonly privateKeyPem?: string;
	/** The server's own words. */
	readonly warnings: readonly string[];
}

/** What a request may choose beside its names, lifetime and key. */
export type IssuingChoice = 'issuer' | 'usage';

export interface IssuingFacet {
	issue?(request: IssueRequest, call?: CallOptions): Promise<IssuedCertificate>;
	sign?(request: SignRequest, call?: CallOptions): Promise<IssuedCertificate>;
	/** Absent: none of them. */
	readonly issuingChoices?: readonly IssuingChoice[];
}
