import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
	containerOf,
	openContainer,
	type OpenOptions,
} from '../../../../../src/core/x509/containers/openContainer.js';
import { modifiedUtf8 } from '../../../../../src/core/x509/containers/jks/modifiedUtf8.js';
import type { DecodedBlock } from '../../../../../src/core/x509/block.js';
import { javaPkcs12, jks } from '../../../../support/keyStores.js';
import { rejectsWith } from '../../../../support/rejections.js';

const { bytes, password, serverPassword } = jks;
const open = (options?: OpenOptions) => openContainer(bytes, options);
const names = (blocks: readonly DecodedBlock[]) =>
	blocks.map(({ entry, facts }) => [
		entry?.kind,
		entry?.name,
		facts?.kind === 'certificate' ? facts.name : facts?.kind === 'privateKey' && facts.encrypted,
	]);

describe('core/x509/containers/jks/openJks', () => {
	it('lists certificates, aliases and dates without a password', async () => {
		const { kind, blocks, locked } = await open();
		assert.equal(kind, 'jks');
		assert.deepEqual(names(blocks), [
			['certificate', 'root', 'JKS Root'],
			['privateKey', 'büro 😀', true],
			['certificate', 'büro 😀', 'buero.test'],
			['privateKey', 'server', true],
			['certificate', 'server', 'jks.test'],
			['chain', 'server', 'JKS Root'],
		]);
		assert.deepEqual(locked, ['büro 😀', 'server']);
		assert.ok(blocks.every(({ container }) => container === 'jks'));
		assert.deepEqual(
			[...new Set(blocks.map(({ stored }) => stored?.date?.slice(0, 10)))],
			['2026-11-26'],
		);
	});

	it('opens the keys that have the password of the store, and those that have their own', async () => {
		const store = await open({ password });
		assert.deepEqual(store.locked, ['server']);
		for (const keyPassword of [serverPassword, { server: serverPassword }]) {
			const { blocks, locked } = await open({ password, keyPassword });
			assert.deepEqual(locked, []);
			const keys = blocks.filter(({ facts }) => facts?.kind === 'privateKey');
			assert.equal(keys.length, 2);
			for (const { der, entry } of keys) {
				const own = blocks.find(
					(block) =>
						block.entry?.name === entry?.name &&
						block !== keys[0] &&
						block.facts?.kind === 'certificate',
				);
				assert.ok(der && own?.der);
				const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
				assert.ok(new X509Certificate(own.der).checkPrivateKey(key));
			}
		}
		const alone = await open({ keyPassword: { server: serverPassword } });
		assert.deepEqual(alone.locked, ['büro 😀']);
	});

	it('tells wrong passwords of the store and of a key apart, and says neither', async () => {
		await rejectsWith(open({ password: 'never-seen' }), 'invalid', 'wrongPassword');
		await rejectsWith(open({ password: '' }), 'invalid', 'passwordNeeded');
		for (const keyPassword of ['never-seen', { server: 'never-seen' }]) {
			const error = await rejectsWith(
				open({ password, keyPassword }),
				'invalid',
				'wrongKeyPassword',
			);
			assert.deepEqual(error.args, { name: 'server' });
			assert.ok(!`${error.message}${error.stack}`.includes('never-seen'));
		}
	});

	it('notices that the store was changed', async () => {
		const changed = Buffer.from(bytes);
		changed[changed.length - 30] = (changed[changed.length - 30] ?? 0) ^ 1;
		await rejectsWith(openContainer(changed, { password }), 'invalid', 'wrongPassword');
	});

	it('is told by content, as is what it does not read', async () => {
		assert.equal(containerOf(bytes), 'jks');
		assert.equal(containerOf(javaPkcs12.bytes), 'pkcs12');
		const jceks = Buffer.from('cececece0000000200000000', 'hex');
		assert.equal(containerOf(jceks), 'jceks');
		await rejectsWith(openContainer(jceks, { password }), 'unsupported', 'jceks');
		for (const other of [
			Buffer.alloc(0),
			Buffer.from('just text'),
			Buffer.from('3003020103', 'hex'),
		]) {
			assert.equal(containerOf(other), undefined);
			await rejectsWith(openContainer(other), 'invalid', 'notContainer');
		}
	});

	it('reads Java’s UTF-8', () => {
		const written = Buffer.from('41c080c3bceda0bdedb880e5af86', 'hex');
		assert.equal(modifiedUtf8(written), 'A\0ü😀密');
		assert.equal(modifiedUtf8(Buffer.from('c3', 'hex')), '\ufffd');
	});
});
