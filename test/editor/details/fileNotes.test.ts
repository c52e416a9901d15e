import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type CertificateWish, pemOf } from '../../support/certificates.js';
import { boolean, commonName, extension, sequence, spkiOf } from '../../support/der.js';
import { textOf } from '../../support/factsText.js';

const isCa = [extension('2.5.29.19', sequence(boolean(true)), true)];
const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

function pem(
	name: string,
	issuer: string,
	subjectKey: KeyObject,
	signingKey: KeyObject,
	wish: CertificateWish = {},
): string {
	const issuerName = commonName(issuer);
	return pemOf({ name, issuer: issuerName, spki: spkiOf(subjectKey), signingKey, ...wish });
}

const keyPem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('what is wrong with a file as a whole', () => {
	const [leaf, ca, root, other] = [keys(), keys(), keys(), keys()];
	const leafPem = pem('api.test', 'Issuing CA', leaf.publicKey, ca.privateKey);
	const caPem = pem('Issuing CA', 'Root', ca.publicKey, root.privateKey, { extensions: isCa });
	const rootPem = pem('Root', 'Root', root.publicKey, root.privateKey, { extensions: isCa });
	const namesake = pem('Issuing CA', 'Root', other.publicKey, root.privateKey, {
		extensions: isCa,
	});

	it('is nothing for a chain in order with its key', async () => {
		const text = await textOf(leafPem + caPem + keyPem(leaf.privateKey));
		assert.doesNotMatch(text, /^File /m);
		assert.match(text, /^Signature verified\. Not checked: revocation, trust$/m);
	});

	it('is no root that could be left out', async () => {
		assert.doesNotMatch(await textOf(leafPem + caPem + rootPem), /^File /m);
	});

	it('is an intermediate of the right name with another key', async () => {
		for (const index of [0, 1]) {
			const text = await textOf(leafPem + namesake + rootPem, index);
			assert.match(
				text,
				/^File +Line \d+: api\.test was not signed by “Issuing CA” at line \d+: /m,
			);
		}
		const text = await textOf(leafPem + namesake + rootPem);
		assert.match(text, /^Its signature does not match the issuer found here\. Not checked: rev/m);
		// Beside the right one a namesake does no harm, as after a renewal.
		assert.doesNotMatch(await textOf(leafPem + namesake + caPem), /was not signed/);
	});

	it('has no line in a file without text', async () => {
		const der = [leafPem, rootPem].map((text) =>
			Buffer.from(text.replace(/-----[^-]+-----/g, ''), 'base64'),
		);
		const text = await textOf(Buffer.concat(der));
		assert.match(text, /^File +The issuer of api\.test .* is not in this file/m);
	});

	it('is a leaf that does not come first', async () => {
		const text = await textOf(caPem + rootPem + leafPem);
		assert.match(text, /^File +Line \d+: api\.test is not the first certificate in this file/m);
		const second = pem('b.test', 'Issuing CA', other.publicKey, ca.privateKey);
		assert.doesNotMatch(await textOf(caPem + leafPem + second), /^File /m);
		assert.doesNotMatch(await textOf(caPem + rootPem), /^File /m);
	});

	it('is a private key of another certificate', async () => {
		const text = await textOf(leafPem + caPem + keyPem(other.privateKey));
		assert.match(text, /^File +Line \d+: This private key does not belong to any certificate/m);
		const own = keyPem(ca.privateKey);
		assert.doesNotMatch(await textOf(leafPem + caPem + own), /does not belong/);
		assert.doesNotMatch(await textOf(keyPem(other.privateKey)), /^File /m);
	});

	it('is told in few lines however much is wrong', async () => {
		const strays = Array.from({ length: 40 }, () => keyPem(keys().privateKey)).join('');
		const text = await textOf(leafPem + strays);
		assert.equal([...text.matchAll(/does not belong to any certificate/g)].length, 5);
		assert.match(text, /^ +… and 35 more$/m);
	});
});
