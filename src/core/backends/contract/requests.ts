/** What a backend is asked to do, and what it answers; administration has a file of its own. */
import type { Administration } from './administration.js';

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

export type CertificateUsage = 'server' | 'client' | 'both';
export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-4096' | 'Ed25519';

export interface IssuedCertificate {
	readonly serialNumber: string;
	readonly notAfter: string;
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
	/** PKCS#8 PEM; only from `issue`. */
	readonly privateKeyPem?: string;
	readonly warnings: readonly ServerWarning[];
}

export interface RevokeRequest {
	readonly mount: string;
	readonly serialNumber: string;
	/** The certificate itself, PEM: presented where it may not be stored, and then it counts, not the number. */
	readonly certificatePem?: string;
	readonly reason?: RevocationReason;
}

export interface RevokeOutcome {
	/** False when the server did not revoke it: `outcome` says why. */
	readonly revoked: boolean;
	readonly outcome: 'revoked' | 'alreadyRevoked' | 'alreadyExpired' | 'refused';
	readonly revokedAt?: string;
	readonly warnings: readonly ServerWarning[];
}

export interface ResetOptions {
	/** Deletes keys, certificates and the list of what was issued; the next use makes a CA. */
	readonly forget?: boolean;
	/** Where the new keys are kept: the secret storage (default), or a file where that does not last. */
	readonly keysIn?: 'secretStorage' | 'file';
	/** A CA that is there already and is to sign from now on; without one, a root is made. */
	readonly existing?: ExistingCa;
}

/** A CA that was made elsewhere; contents of files, PEM or DER. */
export interface ExistingCa {
	/** Its certificate and, where that is no root, those above it, in any order. */
	readonly certificate: Uint8Array;
	readonly key: Uint8Array;
	/** Of an encrypted key; used once and never kept. */
	readonly password?: string;
}

/** RFC 5280, 5.3.1. */
export type RevocationReason =
	| 'unspecified'
	| 'keyCompromise'
	| 'affiliationChanged'
	| 'superseded'
	| 'cessationOfOperation'
	| 'privilegeWithdrawn';

/** The server's own words. */
export type ServerWarning = string;

export interface Permissions {
	readonly listAuthorities: boolean;
	readonly listRoles: boolean;
	readonly listCertificates: boolean;
	readonly revoke: boolean;
	readonly administer: boolean;
	/** For the role asked about, else true when unknown. */
	readonly issue: boolean;
	readonly sign: boolean;
}

/** A server action as data, so that it can be shown as a command line instead of being run. */
export type Operation =
	| { readonly kind: 'issue'; readonly request: IssueRequest }
	| { readonly kind: 'sign'; readonly request: SignRequest }
	| { readonly kind: 'revoke'; readonly request: RevokeRequest }
	| {
			[K in keyof Administration]-?: {
				readonly kind: K;
				readonly request: Parameters<NonNullable<Administration[K]>>[0];
			};
	  }[keyof Administration];

export interface CommandLine {
	/** Programs that take it, the likeliest first: `bao`, `vault`. */
	readonly programs: readonly string[];
	/** One or more lines for a POSIX shell, every argument quoted as needed; no token. */
	render(program: string, operation: Operation): string;
}
