import { distinctNames } from '../../common/distinctNames.js';
import { PkiError } from '../../common/errors.js';
import { toPem } from '../../find/pem.js';
import { chainsIn } from '../../x509/chain.js';
import { type Pkcs12Entry, writePkcs12Store } from '../../x509/containers/pkcs12.js';
import type { KeyMaterial } from '../keyMaterial.js';
import type { CertificateItem, Material } from '../material.js';
import { defineConversion } from '../target.js';
import { carries } from '../verify.js';
import { openedKey } from './keys.js';

/**
 * Each private key with its certificate, the chains above them in order, and whatever other certificates there are. CAs
 * without a key are what to trust.
 */
export const pkcs12 = defineConversion({
	id: 'pkcs12',
	async render(material, { newPassword: password = '' }) {
		const { certificates } = material;
		if (isTrustStore(material)) {
			const names = entryNames(certificates.map(nameOf));
			const trusted = certificates.map(({ der }, index) => ({
				certificatePem: toPem('CERTIFICATE', der),
				name: names[index] ?? '',
			}));
			const content = await writePkcs12Store({ entries: [], others: [], trusted, password });
			return [{ ending: '.p12', content, key: 'none' }];
		}
		const pairs = pairsIn(material);
		const own = pairs.map(({ leaf }) => leaf);
		const chainOf = chainsIn(certificates);
		const others = new Set([...own.flatMap((leaf) => chainOf(leaf)), ...certificates]);
		for (const leaf of own) others.delete(leaf);
		const content = await writePkcs12Store({
			entries: entriesOf(pairs),
			others: [...others].map(({ der }) => toPem('CERTIFICATE', der)),
			password,
		});
		return [{ ending: '.p12', content, key: 'encrypted' }];
	},
	isSame: (files, { certificates, keys }, { newPassword }) =>
		carries(files, { items: certificates, keys }, newPassword),
});

/** Certificates that are there to be trusted: CAs, and entries of a key store; of any other the key is missing. */
export function isTrustStore({ certificates, keys }: Material): boolean {
	const isTrusted = ({ facts, entryName }: CertificateItem) =>
		facts.isCa || entryName !== undefined;
	return keys.length === 0 && certificates.length > 0 && certificates.every(isTrusted);
}

interface Pair {
	readonly key: KeyMaterial;
	/** The first where several have this key. */
	readonly leaf: CertificateItem;
}

/** Firefox and others refuse a file with a key that has no certificate, so each has one. */
function pairsIn({ certificates, keys }: Material): readonly Pair[] {
	const [first] = certificates;
	if (!first) throw new PkiError('invalid', { reason: 'noCertificate' });
	if (keys.length === 0) throw new PkiError('invalid', { reason: 'noKey' });
	// What is encrypted does not say whose it is, and would be lost.
	for (const key of keys) openedKey(key);
	const pairs = keys.flatMap((key) => {
		const leaf = certificates.find(({ facts }) => facts.publicKeySha256 === key.publicKey);
		return leaf ? [{ key, leaf }] : [];
	});
	if (pairs.length === keys.length) return pairs;
	throw pairs.length === 0
		? new PkiError('invalid', { reason: 'noMatchingKey', args: { name: first.facts.name } })
		: new PkiError('invalid', { reason: 'keyWithoutCertificate' });
}

function entriesOf(pairs: readonly Pair[]): readonly Pkcs12Entry[] {
	const names = entryNames(pairs.map(({ key, leaf }) => key.entryName ?? nameOf(leaf)));
	return pairs.map(({ key, leaf }, index) => ({
		privateKeyPem: openedKey(key).export({ type: 'pkcs8', format: 'pem' }).toString(),
		certificatePem: toPem('CERTIFICATE', leaf.der),
		name: names[index] ?? '',
	}));
}

/** As in the key store that it comes from, since programs name entries in their configuration. */
function nameOf({ entryName, facts }: CertificateItem): string {
	return entryName ?? facts.name;
}

/** Java tells entries apart by their names, and not by upper and lower case. */
function entryNames(names: readonly string[]): readonly string[] {
	return distinctNames(names, (name, number) => `${name} (${number})`);
}
