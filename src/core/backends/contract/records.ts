/** What a backend lists and reads. */
import type { SubjectAltName } from '../../x509/model.js';
import type { RevocationReason } from './requests.js';

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
	readonly isDefault: boolean;
	/** The id of the authority above it in the same mount; absent for roots and for issuers from elsewhere. */
	readonly parentId?: string;
	/** False when only the certificate is here and nothing can be signed with it. */
	readonly hasKey: boolean;
}

export interface AuthorityRecord extends Authority {
	readonly certificatePem: string;
	/** From this authority's issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
}

export interface RoleSummary {
	/** The name that `role` options take. */
	readonly role: string;
	/** Present when the backend had the rules at hand. */
	readonly rules?: RoleRules;
}

export interface Role extends RoleSummary {
	readonly rules: RoleRules;
}

/** What a role allows, in one shape for all backends. Absent means: the backend does not restrict it or does not say. */
export interface RoleRules {
	readonly allowAnyName?: boolean;
	readonly allowedDomains?: readonly string[];
	readonly allowBareDomains?: boolean;
	readonly allowSubdomains?: boolean;
	readonly allowGlobDomains?: boolean;
	readonly allowWildcards?: boolean;
	readonly allowLocalhost?: boolean;
	/** The name of the token that asks, and what lies below it. */
	readonly allowTokenName?: boolean;
	/** `{{…}}` in the domains is filled in by the server, from who asks. */
	readonly domainsHaveTemplates?: boolean;
	readonly enforceHostnames?: boolean;
	readonly allowIpSans?: boolean;
	/** Globs; an empty list allows none. */
	readonly allowedUriSans?: readonly string[];
	/** `{{…}}` in the URIs is filled in by the server, from who asks. */
	readonly urisHaveTemplates?: boolean;
	readonly requireCommonName?: boolean;
	/** What a common name may be: `email`, `hostname`, or `disabled` for any text. */
	readonly commonNameChecks?: readonly string[];
	readonly serverAuth?: boolean;
	readonly clientAuth?: boolean;
	readonly keyType?: string;
	readonly keyBits?: number;
	readonly ttlSeconds?: number;
	readonly maxTtlSeconds?: number;
	/** Authority id or name that signs. */
	readonly issuer?: string;
	readonly storesCertificates?: boolean;
	/** When signing, the request's own common name counts: none need stand beside it, and most servers ignore one. */
	readonly takesCommonNameFromRequest?: boolean;
	/** The same for alternative names. */
	readonly takesAltNamesFromRequest?: boolean;
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
