import { PkiError } from '../../common/errors.js';
import { toPem } from '../../find/pem.js';
import { chainsIn } from '../../x509/chain.js';
import { writePkcs12 } from '../../x509/containers/pkcs12.js';
import type { KeyMaterial } from '../keyMaterial.js';
import type { Material } from '../material.js';
import { defineConversion } from '../target.js';
import { carries } from '../verify.js';
import { openedKey } from './keys.js';

/** One private key with its certificate, the chain above it in order, and whatever other certificates there are. */
export const pkcs12 = defineConversion({
	id: 'pkcs12',
	async render(material, { newPassword = '' }) {
		const [leaf, key] = pairIn(material);
		const chain = chainsIn(material.certificates)(leaf).slice(1);
		const others = material.certificates.filter((item) => item !== leaf && !chain.includes(item));
		const [certificatePem = '', ...chainPem] = [leaf, ...chain, ...others].map((item) =>
			toPem('CERTIFICATE', item.der),
		);
		const privateKeyPem = openedKey(key).export({ type: 'pkcs8', format: 'pem' }).toString();
		const content = await writePkcs12({
			...{ certificatePem, chainPem, privateKeyPem, name: leaf.facts.name, password: newPassword },
		});
		return [{ ending: '.p12', content, key: 'encrypted' }];
	},
	isSame: (files, material, { newPassword }) => {
		const [, key] = pairIn(material);
		return carries(files, { items: material.certificates, keys: [key] }, newPassword);
	},
});

/** The certificate whose private key is there, the first where several have the same. */
function pairIn({
	certificates,
	keys,
}: Material): readonly [Material['certificates'][number], KeyMaterial] {
	if (certificates.length === 0) throw new PkiError('invalid', { reason: 'noCertificate' });
	const [first] = keys;
	if (!first) throw new PkiError('invalid', { reason: 'noKey' });
	const pairs = keys.flatMap((key) => {
		const leaf = certificates.find(({ facts }) => facts.publicKeySha256 === key.publicKey);
		return leaf ? [[leaf, key] as const] : [];
	});
	const [pair] = pairs;
	// Only one would be written, and the others lost without a word.
	if (new Set(pairs.map(([leaf]) => leaf)).size > 1) {
		const names = pairs.map(([{ facts }]) => facts.name).join(', ');
		throw new PkiError('invalid', { reason: 'severalKeys', args: { names } });
	}
	if (pair) return pair;
	// What is encrypted does not say whose it is.
	if (keys.some(({ publicKey }) => publicKey === undefined)) openedKey(first);
	const [leaf] = certificates;
	throw new PkiError('invalid', {
		reason: 'noMatchingKey',
		args: { name: leaf?.facts.name ?? '' },
	});
}
