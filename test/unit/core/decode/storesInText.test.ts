/** Key stores in texts: as base64, and as PEM. */
import assert from 'node:assert/strict';
import { readMaterial } from '../../../../src/core/convert/material.js';
import { decode, decodeInSlices } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { derOf } from '../../../support/certificates.js';
import { javaPkcs12, jks, oldPkcs12 } from '../../../support/keyStores.js';
import {
	certificateBag,
	encryptedBags,
	encryptedPart,
	pbes2,
	sealedPfx,
} from '../../../support/pkcs12Parts.js';
import { rejectsWith } from '../../../support/rejections.js';

const { bytes, password } = javaPkcs12;
const leaf = derOf({ name: 'leaf.test' });
const wrapped = bytes.toString('base64').replace(/(.{76})/g, '$1\n    ');
const secret = `kind: Secret\ndata:\n  java.p12: |\n    ${wrapped}\n  pass: eA==\n`;

const entriesOf = (blocks: readonly DecodedBlock[]) =>
	blocks.map(({ entry, line, error }) => [entry?.name, line, error?.code]);

const kinds = [
	['server', undefined],
	['token', 'secretEntry'],
	['server', undefined],
	['trusted', undefined],
] as const;

describe('core/decode/storesInText', () => {
	it('opens a PKCS #12 where its base64 stands', async () => {
		const closed = decode(secret);
		assert.deepEqual(entriesOf(closed), [[undefined, 3, 'pkcs12']]);
		const blocks = await decodeInSlices(secret, { password });
		assert.deepEqual(
			entriesOf(blocks),
			kinds.map(([name, code]) => [name, 3, code]),
		);
		assert.ok(
			blocks.every(({ container, encoding }) => container === 'pkcs12' && encoding === 'base64Der'),
		);
		const [{ start, end } = { start: 0, end: 0 }] = closed;
		assert.ok(blocks.every((block) => block.start === start && block.end === end));
		const alone = Buffer.from(bytes.toString('base64'));
		assert.equal((await decodeInSlices(alone, { password })).length, 4);
	});

	it('opens one in PEM', async () => {
		const pem = `# by GnuTLS\n${toPem('PKCS12', bytes)}`;
		assert.deepEqual(entriesOf(decode(pem)), [[undefined, 1, 'pkcs12']]);
		assert.deepEqual(
			entriesOf(await decodeInSlices(pem, { password })),
			kinds.map(([name, code]) => [name, 1, code]),
		);
	});

	it('leaves one closed that has another password, and says so where none opens', async () => {
		const two = `a: ${oldPkcs12.bytes.toString('base64')}\nb: ${bytes.toString('base64')}\n`;
		const blocks = await decodeInSlices(two, { password });
		assert.deepEqual(
			blocks.map(({ line, error }) => [line, error?.code]),
			[[0, 'pkcs12'], ...kinds.map(([, code]) => [1, code])],
		);
		await rejectsWith(decodeInSlices(two, { password: 'x' }), 'invalid', 'wrongPassword');
		await rejectsWith(readMaterial(two, { password }), 'invalid', 'wrongPassword');
	});

	/** Sealed in one round with one password; what is in it is encrypted with another, or in so many rounds (hex). */
	const storeOf = (seal: string, inner: string, rounds = '01') =>
		sealedPfx(seal, [encryptedPart(pbes2(rounds), encryptedBags(inner, certificateBag(leaf)))]);
	const textOf = (...stores: readonly Buffer[]) =>
		stores.map((store, index) => `s${index}: ${store.toString('base64')}\n`).join('');

	it('asks for a password as long as one may open something, whatever else is wrong', async () => {
		const odd = storeOf('x', 'other');
		await rejectsWith(decodeInSlices(textOf(odd), { password: 'x' }), 'invalid', 'twoPasswords');
		const both = textOf(odd, bytes);
		await rejectsWith(decodeInSlices(both, { password: 'x' }), 'invalid', 'wrongPassword');
		const blocks = await decodeInSlices(both, { password });
		assert.equal(blocks.length, 1 + kinds.length);
	});

	it('does no more work for all stores of a text than for one', async () => {
		const own = storeOf('own', 'own');
		const [block] = await decodeInSlices(textOf(own), { password: 'own' });
		assert.equal(block?.facts?.kind, 'certificate');
		// All that may be asked for; as its seal does not fit, nothing more is derived.
		const costly = storeOf('x', 'x', '0098967f');
		const password = 'own';
		await rejectsWith(
			decodeInSlices(textOf(costly, own), { password }),
			'invalid',
			'wrongPassword',
		);
		const blocks = await decodeInSlices(textOf(own, costly), { password });
		assert.deepEqual(
			blocks.map(({ facts, error }) => facts?.kind ?? error?.code),
			['certificate', 'pkcs12'],
		);
	});

	it('gives them to conversions, which need the password', async () => {
		await rejectsWith(readMaterial(secret), 'invalid', 'passwordNeeded');
		const { keys, certificates } = await readMaterial(secret, { password });
		assert.deepEqual([keys.length, certificates.length], [1, 2]);
		const java = `b: ${jks.bytes.toString('base64')}`;
		const store = { password: jks.password };
		await rejectsWith(readMaterial(java, store), 'invalid', 'wrongKeyPassword');
		const all = await readMaterial(java, { ...store, keyPassword: jks.serverPassword });
		assert.equal(all.keys.length, 2);
	});
});
