import assert from 'node:assert/strict';
import type { Backend } from '../../../../../../src/core/backends/contract/backend.js';
import { type LocalHost, makeLocalHost } from '../../../../../support/localHost.js';
import { rejectsWith } from '../../../../../support/rejections.js';

const wish = { mount: 'local', role: 'server', commonName: 'a.test' };

/** As an editor that is connected to two machines, one after the other or at once. */
describe('Local CAs of two machines over one secret storage', () => {
	const vault = new Map<string, string>();
	let hosts: readonly LocalHost[] = [];
	beforeEach(async () => {
		vault.clear();
		hosts = [await makeLocalHost(vault), await makeLocalHost(vault)];
	});
	afterEach(() => Promise.all(hosts.map((host) => host.remove())));

	const issueOn = async (host: LocalHost) => issueBy(await host.connect());
	const issueBy = async (backend: Backend) => (await backend.issue?.(wish))?.chainPem.join();
	const machines = () => {
		const [one, two] = hosts;
		assert.ok(one && two);
		return { one, two };
	};
	/** What version 0.1 left behind: one secret, without a name, for whoever wrote it last. */
	function asBefore(): void {
		const [text = ''] = vault.values();
		vault.clear();
		vault.set('caKeys', text);
	}

	it('keep their keys apart', async () => {
		const { one, two } = machines();
		const first = await issueOn(one);
		const second = await issueOn(two);
		assert.notEqual(first, second);
		assert.equal(await issueOn(one), first);
		assert.equal(await issueOn(two), second);
		assert.equal(vault.size, 2);
	});

	it('are replaced and deleted one by one', async () => {
		const { one, two } = machines();
		await issueOn(one);
		const second = await issueOn(two);
		await (await one.connect()).createAuthority?.({});
		assert.equal(vault.size, 2);
		await issueOn(one);
		await (await one.connect()).createAuthority?.({ keysIn: 'file' });
		assert.equal(vault.size, 1);
		await (await one.connect()).deleteAuthority?.();
		assert.equal(await issueOn(two), second);
		await (await two.connect()).deleteAuthority?.();
		assert.equal(vault.size, 0);
	});

	it('find the keys of version 0.1 again, and only where they belong', async () => {
		const { one, two } = machines();
		const first = await issueOn(one);
		asBefore();
		const windows = await Promise.all([one.connect(), one.connect()]);
		assert.deepEqual(await Promise.all(windows.map(issueBy)), [first, first]);
		assert.ok(!vault.has('caKeys'), 'moved');
		vault.clear();
		await issueOn(two);
		asBefore();
		one.setNow(new Date(Date.now() + 60_000));
		await rejectsWith(issueOn(one), 'keyLost', 'missing');
		await (await one.connect()).deleteAuthority?.();
		assert.ok(vault.has('caKeys'), 'those of another machine stay');
		vault.set('caKeys', 'nonsense');
		assert.ok(await issueOn(one));
	});
});
