/** Which field of a form an error speaks of. Forms name the fields of their steps by the same words. */
import { isPkiError, type PkiError } from '../../core/common/errors.js';

/** Reasons that are about one field, whoever gave them. */
const byReason: Readonly<Record<string, readonly string[]>> = {
	dnsName: ['names', 'commonName'],
	ipAddress: ['names', 'commonName'],
	uri: ['names', 'commonName'],
	email: ['names', 'commonName'],
	altNameType: ['names'],
	noNames: ['commonName', 'names'],
	subject: ['subject', 'commonName', 'names'],
	ttl: ['ttl'],
	key: ['key'],
	keyNotAllowed: ['key', 'request'],
	request: ['request'],
	requestKey: ['key', 'request'],
	requestAlgorithm: ['request'],
	requestSignature: ['request'],
	noRequest: ['request'],
	mountExists: ['path'],
	notFolder: ['folder'],
	noFolder: ['folder'],
	file: ['folder'],
	noMount: ['mount'],
	notPki: ['mount'],
	noRole: ['role'],
	noAuthority: ['issuer'],
	issuerExpired: ['issuer'],
	issuerNotAllowed: ['issuer'],
};

/** Alternative names stand in one question, and a key's size beside its type. */
const sameQuestion: Readonly<Record<string, string>> = {
	altNames: 'names',
	ipSans: 'names',
	uriSans: 'names',
	keyType: 'key',
	keyBits: 'key',
};

/** The likeliest first; empty where the error names none. */
export function faultyFields(error: unknown): readonly string[] {
	if (!isPkiError(error)) return [];
	const named = [...fieldOf(error), ...(byReason[error.reason ?? ''] ?? [])];
	if (named.length === 0 && error.code === 'exists') return ['folder', 'name'];
	return [...new Set(named.map((field) => sameQuestion[field] ?? field))];
}

function fieldOf({ reason, args }: PkiError): readonly string[] {
	const field = reason === 'badOption' ? args.name : args.field;
	return field === undefined ? [] : [String(field)];
}
