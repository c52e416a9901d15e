import * as tls from 'node:tls';

interface Runtime {
	readonly rootCertificates: readonly string[];
	readonly getCACertificates?: (of: 'system') => readonly string[];
}

/** PEM of the CAs that the system trusts. Undefined where the runtime has no way to tell: Node 20 has none. */
export function systemCas(): readonly string[] | undefined {
	const runtime: Runtime = tls;
	return runtime.getCACertificates?.('system');
}
