/** Keys and requests made on this machine. */
import type { CertificateWishes, KeyKind } from '../../core/backends/backend.js';
import { subjectAltNames } from './names.js';

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
): Promise<LocalRequest> {
	const [{ generateKey, loadSigningKey }, { createRequest }] = await Promise.all([
		import('../../core/x509/write/keys.js'),
		import('../../core/x509/write/request.js'),
	]);
	const { privateKeyPem } = await generateKey(kind);
	const key = await loadSigningKey(privateKeyPem);
	return {
		privateKeyPem,
		request: await createRequest({ subject, names: subjectAltNames(names), key }),
	};
}

/** The wishes as a request: a common name that is a host name stands among the alternative names as well (RFC 9525). */
export async function requestFor(wishes: CertificateWishes, kind: KeyKind): Promise<LocalRequest> {
	const { commonName, altNames = [], ipSans = [], uriSans = [] } = wishes;
	const own = commonName !== undefined && (await isHostName(commonName)) ? [commonName] : [];
	const subject = commonName === undefined ? '' : `CN=${escapeNameValue(commonName)}`;
	return makeRequest(subject, [...own, ...altNames, ...ipSans, ...uriSans], kind);
}

async function isHostName(name: string): Promise<boolean> {
	const { normalDnsName } = await import('../../core/x509/write/altNames.js');
	return normalDnsName(name) !== undefined;
}

/** A value inside an RFC 4514 string (section 2.4). */
export function escapeNameValue(value: string): string {
	return value.replace(/[\\,+"<>;=]|^[# ]| $/g, '\\$&');
}
