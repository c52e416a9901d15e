/** Which CAs a server is checked against. */
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { systemCas } from '../systemCas.js';
import type { TrustKind } from './model.js';

/** Those of the system where the runtime can list them; else the roots that it has itself. */
export function systemCertificates(): {
	readonly kind: Exclude<TrustKind, 'chosen'>;
	readonly certificates: readonly string[];
} {
	const certificates = systemCas() ?? [];
	return certificates.length > 0
		? { kind: 'system', certificates }
		: { kind: 'bundled', certificates: rootCertificates };
}

let context: SecureContext | undefined;

/** Reading hundreds of CAs takes longer than a handshake, so it is done once a thread. */
export function systemTrust(): SecureContext {
	return (context ??= createSecureContext({ ca: [...systemCertificates().certificates] }));
}
