/** Certificate requests (PKCS #10, RFC 2986). */
import type { SubjectAltName } from '../model.js';
import { toPem } from '../../find/pem.js';
import { altNameExtension, normalizeAltNames } from './altNames.js';
import type { SigningKey } from './keys.js';
import { parseName } from './name.js';
import { x509 } from './provider.js';

export interface NewRequest {
	/** RFC 4514, a common name, or empty. */
	readonly subject: string;
	readonly names: readonly SubjectAltName[];
	readonly key: SigningKey;
	/** Who decides whether an odd name can be: `here` (default), or whoever signs the request. */
	readonly decides?: 'here' | 'signer';
}

/** Answers PEM. Rejects with `invalid`: `subject`, or the reason of a name that cannot be. */
export async function createRequest(wanted: NewRequest): Promise<string> {
	const { subject, names, key, decides } = wanted;
	const normal = normalizeAltNames(names, decides);
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: parseName(subject),
		keys: key.keys,
		signingAlgorithm: key.algorithm,
		extensions: normal.length === 0 ? [] : [altNameExtension(normal, subject.trim() === '')],
	});
	return toPem('CERTIFICATE REQUEST', new Uint8Array(request.rawData));
}
