/** The one name of an OID where its place in a structure is not known, as in an outline. */
import { curveName } from './curves.js';
import {
	accessMethodName,
	attributeName,
	extensionOids,
	keyTypeName,
	purposeName,
	signatureName,
} from './oid.js';

/** What stands in certificates and requests outside the groups of `oid.ts`. */
const others: Readonly<Partial<Record<string, string>>> = {
	// RFC 8017, appendix C; for outlines the name of the algorithm, not of the kind of key.
	'1.2.840.113549.1.1.1': 'rsaEncryption',
	'1.2.840.113549.1.1.8': 'mgf1',
	'1.2.840.10045.2.1': 'ecPublicKey',
	// RFC 4055, RFC 3279, NIST CSOR.
	'1.3.14.3.2.26': 'sha1',
	'2.16.840.1.101.3.4.2.1': 'sha256',
	'2.16.840.1.101.3.4.2.2': 'sha384',
	'2.16.840.1.101.3.4.2.3': 'sha512',
	// RFC 2985.
	'1.2.840.113549.1.9.7': 'challengePassword',
	'1.2.840.113549.1.9.14': 'extensionRequest',
	// RFC 5280, 4.2.1.4.
	'2.5.29.32.0': 'anyPolicy',
	'1.3.6.1.5.5.7.2.1': 'cps',
	'1.3.6.1.5.5.7.2.2': 'userNotice',
	// CA/Browser Forum.
	'2.23.140.1.1': 'extendedValidation',
	'2.23.140.1.2.1': 'domainValidated',
	'2.23.140.1.2.2': 'organizationValidated',
	'2.23.140.1.2.3': 'individualValidated',
};

const extensionNames: ReadonlyMap<string, string> = new Map(
	Object.entries(extensionOids).map(([name, oid]) => [oid, name]),
);

/** Undefined for an OID that has none here. */
export function oidName(oid: string): string | undefined {
	const known = others[oid] ?? attributeName(oid) ?? extensionNames.get(oid);
	if (known !== undefined) return known;
	return [signatureName, keyTypeName, curveName, purposeName, accessMethodName]
		.map((nameOf) => nameOf(oid))
		.find((name) => name !== oid);
}
