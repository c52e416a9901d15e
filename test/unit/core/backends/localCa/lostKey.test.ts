import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backend } from '../../../../../src/core/backends/contract/backend.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { rejectsWith } from '../../../../support/rejections.js';

const mount = 'local';

describe('Local CA: a lost key', () => {
	let host: LocalHost;

	beforeEach(async () => {
		host = await makeLocalHost();
		const backend = await host.connect();
		await backend.issue?.({ mount, role: 'server', commonName: 'old.test' });
		backend.dispose();
	});
	afterEach(() => host.remove());

	const wish = { mount, role: 'server', commonName: 'new.test' };

	it('is said in the status and on issuing; what was issued is still listed', async () => {
		host.vault.clear();
		// Later than another window could still be busy storing them.
		host.setNow(new Date(Date.now() + 60_000));
		const backend = await host.connect();
		assert.deepEqual((await backend.status()).notices, ['keyLost', 'secretsDoNotLast']);
		const error = await rejectsWith(issueBy(backend), 'keyLost', 'missing');
		assert.deepEqual(error.args, { authority: 'Issuing CA' });
		const { items } = await backend.listAuthorities(mount, {});
		assert.deepEqual(
			items.map(({ hasKey }) => hasKey),
			[false, false],
		);
		assert.equal((await backend.listCertificates(mount, {})).items[0]?.name, 'old.test');
	});

	it('is not taken for the CA’s when another one lies in its place', async () => {
		const other = await makeLocalHost();
		try {
			await (await other.connect()).issue?.(wish);
			const [name = ''] = host.vault.keys();
			host.vault.set(name, [...other.vault.values()].join(''));
			await rejectsWith(issueBy(await host.connect()), 'keyLost', 'otherKey');
			host.vault.set(name, JSON.stringify({ issuingKey: 'no key at all' }));
			await rejectsWith(issueBy(await host.connect()), 'keyLost', 'otherKey');
		} finally {
			await other.remove();
		}
	});

	it('is cured by a new CA, whose keys may lie in a file; the old certificates stay', async () => {
		host.vault.clear();
		const backend = await host.connect();
		await backend.createAuthority?.({ keysIn: 'file' });
		assert.deepEqual([...host.vault.keys()], []);
		assert.equal((await stat(join(host.folder, 'keys.json'))).mode & 0o777, 0o600);
		const next = await host.connect();
		assert.equal((await next.status()).notices, undefined);
		await issueBy(next);
		const { items } = await next.listCertificates(mount, {});
		assert.deepEqual(
			items.map(({ name }) => name),
			['new.test', 'old.test'],
		);
		const [mine, theirs] = await Promise.all(
			items.map(({ serialNumber }) => next.readCertificate(mount, serialNumber)),
		);
		assert.notDeepEqual(mine?.chainPem, theirs?.chainPem);
		const authorities = (await next.listAuthorities(mount, {})).items;
		assert.deepEqual(
			authorities.map(({ isDefault, hasKey }) => [isDefault, hasKey]),
			[
				[false, true],
				[true, true],
				[false, false],
				[false, false],
			],
		);
		assert.equal(new Set(authorities.map(({ id }) => id)).size, 4);
	});

	it('leaves the CA as it was where a new one’s cannot be kept, and says so', async () => {
		const before = [...host.vault];
		const backend = await host.connect();
		host.refuseSecrets(true);
		await rejectsWith(backend.createAuthority?.({}) ?? Promise.resolve(), 'keyLost', 'notKept');
		assert.deepEqual([...host.vault], before);
		assert.equal((await backend.listAuthorities(mount, {})).items.length, 2);
		await issueBy(backend);
		await issueBy(await host.connect());
		await backend.createAuthority?.({ keysIn: 'file' });
		await issueBy(await host.connect());
	});

	it('is never there for a first CA whose keys cannot be kept: none is made', async () => {
		const fresh = await makeLocalHost();
		try {
			fresh.refuseSecrets(true);
			const backend = await fresh.connect();
			await rejectsWith(issueBy(backend), 'keyLost', 'notKept');
			assert.deepEqual((await backend.listAuthorities(mount, {})).items, []);
			assert.equal((await backend.status()).notices, undefined);
			fresh.refuseSecrets(false);
			await issueBy(backend);
			assert.equal((await backend.listAuthorities(mount, {})).items.length, 2);
		} finally {
			await fresh.remove();
		}
	});

	it('leaves nothing behind when all is to be forgotten, also in a window that is open', async () => {
		const window = await host.connect();
		assert.equal((await window.listCertificates(mount, {})).total, 1);
		await (await host.connect()).deleteAuthority?.();
		assert.deepEqual([...host.vault.keys()], []);
		assert.deepEqual(await readdir(host.folder), []);
		assert.equal((await window.listCertificates(mount, {})).total, 0);
		await issueBy(window);
		const { items } = await window.listCertificates(mount, {});
		assert.deepEqual(
			items.map(({ name }) => name),
			['new.test'],
		);
	});

	async function issueBy(backend: Backend): Promise<void> {
		await backend.issue?.(wish);
	}
});
