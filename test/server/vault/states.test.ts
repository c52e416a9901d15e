import * as assert from 'node:assert/strict';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { connectTo, startConfigured } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';

describe('Vault: servers that cannot serve', function () {
	this.timeout(30_000);
	for (const state of ['sealed', 'uninitialized'] as const) {
		describe(state, () => {
			let server: Awaited<ReturnType<typeof startConfigured>>;
			let client: Backend;
			before(async () => {
				server = await startConfigured({ state });
				client = await connectTo(server.address, server.rootToken || 'any');
			});
			after(async () => {
				client.dispose();
				await server.stop();
			});

			it('has a status that says so', async () => {
				const status = await client.status();
				assert.equal(status.state, state);
				assert.equal(status.product, 'OpenBao');
			});

			it('rejects everything else with the server’s words', async () => {
				const error = await rejectsWith(client.listMounts({}), 'sealed');
				assert.deepEqual(error.serverMessages, ['Vault is sealed']);
			});
		});
	}

	it('is unreachable when nothing listens', async () => {
		const server = await startConfigured({ state: 'uninitialized' });
		await server.stop();
		const client = await connectTo(server.address, 'any');
		await rejectsWith(client.status(), 'unreachable', 'refused');
		client.dispose();
		const nowhere = await connectTo('https://no-such-host.invalid', 'any');
		await rejectsWith(nowhere.status(), 'unreachable');
		nowhere.dispose();
	});
});
