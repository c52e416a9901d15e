/** What a backend lists and reads. */
import type { SubjectAltName } from '../../x509/model.js';
import type { RevocationReason } from './revoking.js';

export interface Mount {
	/** Path, no trailing slash. `local` for the Local CA. */
	readonly mount: string;
	readonly description?: string;
	readonly maxTtlSeconds?: number;
}

export interface Authority {
	/** The id that `issuer` fields take. */
	readonly id: string;
	readonly name: string;
	readonly subject?: string;
	readonly serialNumber?: string;
	readonly notBefore?: string;
	readonly notAfter?: string;
	/** It signs where neither the role nor the request names one; at most one of a mount, and none where roles always do. */
	readonly isDefault: boolean;
	/** The id of the authority above it in the same mount; absent for roots and for issuers from elsewhere. */
	readonly parentId?: string;
	/** False when only the certificate is here and nothing can be signed with it. */
	readonly hasKey: boolean;
	/** False where the server has put it out of use; absent where it does not say. */
	readonly isActive?: boolean;
}

export interface AuthorityRecord extends Authority {
	readonly certificatePem: string;
	/** From this authority's issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
}

export interface CertificateSummary {
	readonly serialNumber: string;
	/** CN, else first SAN, else the serial number. */
	readonly name: string;
	readonly subject?: string;
	readonly issuer?: string;
	readonly notBefore?: string;
	readonly notAfter?: string;
	readonly subjectAltNames?: readonly SubjectAltName[];
	readonly isCa?: boolean;
	readonly revoked: boolean;
	readonly revokedAt?: string;
	/** Set when the list knew the serial number only and the certificate could not be read. */
	readonly unread?: boolean;
}

export interface CertificateRecord extends CertificateSummary {
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
	readonly revocationReason?: RevocationReason;
}

export interface CrlRecord {
	readonly crlPem: string;
	readonly crlNumber?: string;
	readonly nextUpdate?: string;
}
