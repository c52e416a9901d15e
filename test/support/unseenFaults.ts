/** Faults of the matrix where the rules say something else than its table has it, each with the reason. */
import type { Fault } from '../../src/core/tls/clientBehavior.js';

/** The table has them in files of their own; of the pair in one file this Node is asked. */
export const refusedByNode: Readonly<
	Partial<Record<Fault, { readonly why: string; readonly findings: readonly string[] }>>
> = {
	'key-then-torn': {
		why: 'behind a certificate it reads on until the torn block',
		findings: ['client.pem: tornBase64'],
	},
};

/**
 * Findings that may be errors and that no fault of the table brings about, as they are of other places and formats; each with
 * the fault that a program meets there.
 */
export const sameInEffect: Readonly<Record<string, Fault>> = {
	...{ foldedYaml: 'cert-one-line', lineBreaksInJson: 'cert-one-line' },
	literalLineBreaks: 'cert-escaped-lines',
	...{ labelMismatch: 'cert-no-end', spoiltEnd: 'cert-no-end', gluedBlocks: 'cert-no-end' },
	...{ spoiltBegin: 'cert-text-on-line', missingBegin: 'cert-text-on-line' },
	issuerKeyMismatch: 'client-forged-issuer',
	invalidDnsName: 'name-other',
	...{ pathExpired: 'client-expired', pathWrongKind: 'cert-holds-key' },
	...{ pathKeyMismatch: 'key-mismatch', pathCertificateMismatch: 'key-mismatch' },
	pathOpensshKey: 'key-openssh',
	pathInUtf16: 'cert-utf16',
};

/** Faults that Node and Go refuse and no rule warns of, by the reason. */
export const unseen: Readonly<Record<string, readonly Fault[]>> = {
	'whom the other side trusts is in none of the files': [
		...(['client-self-signed', 'client-other-ca', 'client-forged-issuer'] as const),
		...(['client-chain-alone', 'server-self-signed', 'server-chain-alone'] as const),
		...(['ca-missing', 'ca-other', 'ca-other-same-name'] as const),
	],
	'what the CA is meant to issue is in none of the files': [
		...(['ca-not-ca', 'ca-permits-others', 'ca-excludes-name', 'ca-usage-client'] as const),
	],
	'the name that clients ask for is in none of the files': [
		...(['name-other', 'name-wildcard-two-labels', 'name-wildcard-itself'] as const),
		'name-address-other',
	],
	'TLS versions are no part of the files': ['version-1.0', 'version-1.1'],
	'whether the program has the passphrase is in none of the files': [
		...(['key-encrypted-no-passphrase', 'key-encrypted-traditional-no-passphrase'] as const),
	],
	'a file without a block of its kind may be meant so, until a configuration names it': [
		...(['key-missing', 'key-empty', 'key-holds-certificate', 'key-holds-public'] as const),
		...(['cert-empty', 'cert-holds-key', 'ca-empty', 'ca-holds-key'] as const),
	],
	'other programs read it: those that take DER': ['cert-der', 'key-der', 'ca-der'],
};
