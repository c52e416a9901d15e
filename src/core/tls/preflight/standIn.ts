import { loadSigningKey, generateKey } from '../../x509/write/keys.js';
import { makeIssuer, writeLeaf, writeRoot } from '../../x509/write/certificate.js';

const hourSeconds = 3600;

/** A certificate that nobody trusts, for a server that only looks at clients. In memory only. */
export async function makeStandIn(): Promise<{
	readonly certificate: string;
	readonly key: string;
}> {
	const { privateKeyPem, publicKey } = await generateKey('P-256');
	const key = await loadSigningKey(privateKeyPem);
	const request = { subject: 'PKI Workbench Preflight', now: new Date(), ttlSeconds: hourSeconds };
	const issuer = makeIssuer((await writeRoot(request, key)).pem, key);
	const names = [{ type: 'dns', value: 'localhost' }] as const;
	const { pem } = await writeLeaf({ ...request, names, publicKey, usage: 'server' }, issuer);
	return { certificate: pem, key: privateKeyPem };
}
