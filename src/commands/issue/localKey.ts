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
	const [{ generateKey, loadSigningKey }, { createRequest }] = await Promise.all([
		import('../../core/x509/write/keys.js'),
		import('../../core/x509/write/request.js'),
	]);
	const { privateKeyPem } = await generateKey(kind);
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
	const { commonName = '', altNames = [], ipSans = [], uriSans = [] } = wishes;
	// An address or URI of the common name is among the wishes already, where the role lets it.
	const type = nameInCommonName(commonName)?.type;
	const own = type === 'dns' || type === 'email' ? [commonName] : [];
	return makeRequest(
		await commonNameSubject(commonName),
		[...own, ...altNames, ...ipSans, ...uriSans],
		kind,
		'signer',
	);
}

/** `CN=<name>` in RFC 4514's form; empty for an empty name. */
export async function commonNameSubject(name: string): Promise<string> {
	if (name === '') return '';
	const { subjectOf } = await import('../../core/x509/write/name.js');
	return subjectOf(name);
}
