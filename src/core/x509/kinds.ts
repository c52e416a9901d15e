/** Kinds that requests, writers and forms share. */

/** What a certificate is for. */
export type CertificateUsage = 'server' | 'client' | 'both';

/** What a new key may be. */
export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-4096' | 'Ed25519';

/** RFC 5280, 5.3.1. */
export type RevocationReason =
	| 'unspecified'
	| 'keyCompromise'
	| 'affiliationChanged'
	| 'superseded'
	| 'cessationOfOperation'
	| 'privilegeWithdrawn';
