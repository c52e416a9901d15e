/** Pairs that the Local CA issued, to be replaced by one another. */
import type { IssuedCertificate, IssueRequest } from '../../src/core/backends/contract/backend.js';
import type { FreshPair, OldPair } from '../../src/core/rotate/pair.js';
import { chainItemOf } from '../../src/core/x509/chain.js';
import { makeLocalHost } from './localHost.js';

export interface IssuedPair {
	readonly leaf: string;
	/** PKCS #8. */
	readonly key: string;
	readonly intermediate: string;
	readonly root: string;
	readonly old: OldPair;
	readonly fresh: FreshPair;
}

const wish: IssueRequest = { mount: 'local', role: 'server', commonName: 'api.test' };

/** Two of one CA, and a third of another one of the same name. */
export async function issuePairs(): Promise<
	Readonly<Record<'first' | 'second' | 'moved', IssuedPair>>
> {
	const host = await makeLocalHost();
	try {
		const client = await host.connect();
		const issue = async () => pairOf(await client.issue?.(wish));
		const [first, second] = [await issue(), await issue()];
		await client.createAuthority?.({});
		return { first, second, moved: await issue() };
	} finally {
		await host.remove();
	}
}

function pairOf(issued: IssuedCertificate | undefined): IssuedPair {
	const { certificatePem: leaf = '', privateKeyPem: key = '', chainPem = [] } = issued ?? {};
	const [intermediate = '', root = ''] = chainPem;
	const [item, ...above] = [leaf, intermediate, root].flatMap((pem) => chainItemOf(pem) ?? []);
	if (!item || above.length !== 2) throw new Error('Nothing was issued.');
	const fresh = { leaf: item, above, privateKeyPem: key };
	return { leaf, key, intermediate, root, old: { leaf: item, above }, fresh };
}
