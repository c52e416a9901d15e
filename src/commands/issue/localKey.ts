/** Keys and requests made on this machine. */
import type { CertificateWishes, KeyKind } from '../../core/backends/contract/backend.js';
import { nameInCommonName } from '../../core/x509/names/nameKinds.js';
import { subjectAltNames } from '../input/names.js';

export interface LocalRequest {
	/** PKCS #8. */
	readonly privateKeyPem: string;
	/** PKCS #10, PEM. */
	readonly request: string;
}

/**
 * A fresh key and a request for it. `subject` is RFC 4514 or a bare common name. Rejects with `invalid` and the
 * reason of a name that cannot be.
 */
export async function makeRequest(
	subject: string,
	names: readonly string[],
	kind: KeyKind,
	decides: 'here' | 'signer' = 'here',
): Promise<LocalRequest> {
	const { generateKey } = await import('../../core/x509/write/keys.js');
	const { privateKeyPem } = await generateKey(kind);
	return requestOf(subject, names, privateKeyPem, decides);
}

async function requestOf(
	subject: string,
	names: readonly string[],
	privateKeyPem: string,
	decides: 'here' | 'signer',
): Promise<LocalRequest> {
	const [{ loadSigningKey }, { createRequest }] = await Promise.all([
		import('../../core/x509/write/keys.js'),
		import('../../core/x509/write/request.js'),
	]);
	const key = await loadSigningKey(privateKeyPem);
	return {
		privateKeyPem,
		request: await createRequest({ subject, names: subjectAltNames(names), key, decides }),
	};
}

/**
 * The wishes as a request: a name in the common name stands among the alternative names as well (RFC 9525). Odd names
 * are left to the server, which may take more than we know.
 */
export async function requestFor(wishes: CertificateWishes, kind: KeyKind): Promise<LocalRequest> {
	const { subject, names } = await namesFor(wishes);
	return makeRequest(subject, names, kind, 'signer');
}

/** The same for a key that is there, PKCS #8. Rejects with `invalid` (`key`) for a kind that is not made here. */
export async function requestWith(
	wishes: CertificateWishes,
	privateKeyPem: string,
): Promise<LocalRequest> {
	const { subject, names } = await namesFor(wishes);
	return requestOf(subject, names, privateKeyPem, 'signer');
}

async function namesFor(wishes: CertificateWishes) {
	const { commonName = '', altNames = [], ipSans = [], uriSans = [] } = wishes;
	// An address or URI of the common name is among the wishes already, where the role lets it.
	const type = nameInCommonName(commonName)?.type;
	const own = type === 'dns' || type === 'email' ? [commonName] : [];
	return {
		subject: await commonNameSubject(commonName),
		names: [...own, ...altNames, ...ipSans, ...uriSans],
	};
}

/** `CN=<name>` in RFC 4514's form; empty for an empty name. */
export async function commonNameSubject(name: string): Promise<string> {
	if (name === '') return '';
	const { subjectOf } = await import('../../core/x509/write/name.js');
	return subjectOf(name);
}
