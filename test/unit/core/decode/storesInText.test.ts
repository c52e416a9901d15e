/** Key stores in texts: as base64, and as PEM. */
import assert from 'node:assert/strict';
import { readMaterial } from '../../../../src/core/convert/material.js';
import { decode, decodeInSlices } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { javaPkcs12, jks, oldPkcs12 } from '../../../support/keyStores.js';
import { rejectsWith } from '../../../support/rejections.js';

const { bytes, password } = javaPkcs12;
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
