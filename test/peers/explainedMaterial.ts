/** Certificate, key and CA files that programs stumble over. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainedClients, goodServer, trustedRoot } from '../support/explainedServers.js';
import { javaPkcs12, oldPkcs12 } from '../support/keyStores.js';

/** Each file by what is in it. */
export interface Files {
	readonly cert: string;
	readonly key: string;
	readonly otherKey: string;
	readonly rsaKey: string;
	readonly encryptedKey: string;
	/** Signed with SHA-1, and its key. */
	readonly weak: string;
	readonly weakKey: string;
	readonly ca: string;
	/** Not there. */
	readonly noCert: string;
	readonly noKey: string;
	readonly noPem: string;
	readonly store: string;
	readonly oldStore: string;
}

/** What stands in each file that is text, by its path. */
export const contents = new Map<string, string>();

export function writeFiles(folder: string): Files {
	const file = (name: string, content: string | Uint8Array, mode = 0o600) => {
		const path = join(folder, name);
		writeFileSync(path, content, { mode });
		if (typeof content === 'string') contents.set(path, content);
		return path;
	};
	const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
	const cipher = { cipher: 'aes-256-cbc', passphrase: 'right' };
	const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const weak = explainedClients().find(({ id }) => id === 'clientCertificateRefused');
	const encryptedKey = goodServer.keys.privateKey.export({ ...pkcs8, ...cipher }).toString();
	return {
		cert: file('client.pem', goodServer.pem),
		key: file('client.key', goodServer.keyPem),
		otherKey: file('other.key', other.privateKey.export(pkcs8).toString()),
		rsaKey: file('rsa.key', rsa.privateKey.export(pkcs8).toString()),
		encryptedKey: file('encrypted.key', encryptedKey, 0o644),
		weak: file('weak.pem', weak?.chain ?? ''),
		weakKey: file('weak.key', weak?.keyPem ?? ''),
		ca: file('ca.pem', trustedRoot.pem),
		noCert: join(folder, 'none.pem'),
		noKey: join(folder, 'none.key'),
		noPem: file('no-pem.pem', 'This is no certificate.\n'),
		store: file('store.p12', javaPkcs12.bytes),
		oldStore: file('old.p12', oldPkcs12.bytes),
	};
}
