import * as assert from 'node:assert/strict';
import type { Authority, Backend } from '../../../src/core/backends/contract/backend.js';
import { asRecord } from '../../../src/core/http/json.js';
import { chainItemOf } from '../../../src/core/x509/chain.js';
import { rootOf } from '../../../src/core/x509/parents.js';
import { type Branch, forestOf } from '../../../src/explorer/nodes/forest.js';
import { startTestLab, type TestLab, type TestServer } from '../../support/openbao.js';

/** Names in their places: `A(B C)`. */
function drawn(branches: readonly Branch<Authority>[]): string {
	return branches
		.map(({ item, below }) => (below.length === 0 ? item.name : `${item.name}(${drawn(below)})`))
		.sort()
		.join(' ');
}

describe('Vault: issuers above one another', function () {
	this.timeout(30_000);
	let server: TestServer;
	let client: Backend;
	let stop: TestLab['stop'];

	before(async () => {
		({ server, client, stop } = await startTestLab());
	});
	after(() => stop());

	const post = async (path: string, body: Record<string, unknown>) =>
		asRecord((await server.api('POST', path, body)).data);
	const rename = (mount: string, id: unknown, issuer_name: string) =>
		server.api('POST', `${mount}/issuer/${String(id)}`, { issuer_name });

	async function tree(mount: string): Promise<string> {
		const { items } = await client.listAuthorities(mount, { limit: 5000 });
		for (const item of items) {
			const record = await client.readAuthority(mount, item.id);
			assert.equal(record.parentId, item.parentId, item.name);
		}
		return drawn(forestOf(items));
	}

	/** A request for the key of another mount, signed by `test-root` of `pki` and put into `mount`. */
	async function crossSign(from: string, key_ref: unknown, common_name: string, mount: string) {
		const { csr } = await post(`${from}/intermediate/cross-sign`, { common_name, key_ref });
		const wish = { csr, common_name, use_csr_values: true };
		const { certificate } = await post('pki/issuer/test-root/sign-intermediate', wish);
		const { imported_issuers } = await post(`${mount}/issuers/import/cert`, {
			pem_bundle: certificate,
		});
		return (imported_issuers as string[])[0];
	}

	it('lists two roots of one name and key side by side', async () => {
		await server.api('POST', 'sys/mounts/twins', { type: 'pki' });
		const wish = { common_name: 'Twin', key_type: 'ec' };
		const first = await post('twins/root/generate/internal', { ...wish, issuer_name: 'one' });
		await post('twins/root/generate/existing', {
			...{ common_name: 'Twin', issuer_name: 'two', key_ref: first.key_id },
		});
		assert.equal(await tree('twins'), 'one two');
		for (const name of ['one', 'two']) {
			assert.deepEqual((await client.readAuthority('twins', name)).chainPem, [], name);
		}
	});

	it('hangs what was cross-signed below the CA that signed it, and what it signed below a root', async () => {
		await server.api('POST', 'sys/mounts/cross', { type: 'pki' });
		const made = await post('cross/root/generate/internal', {
			...{ common_name: 'Own', key_type: 'ec', issuer_name: 'own' },
		});
		await rename('cross', await crossSign('cross', made.key_id, 'Own', 'cross'), 'own-cross');
		const { csr, key_id } = await post('cross/intermediate/generate/internal', {
			...{ common_name: 'Below', key_type: 'ec' },
		});
		assert.ok(key_id);
		const { certificate } = await post('cross/issuer/own/sign-intermediate', {
			...{ csr, common_name: 'Below' },
		});
		const { imported_issuers } = await post('cross/intermediate/set-signed', { certificate });
		await rename('cross', (imported_issuers as string[])[0], 'below');
		assert.equal(await tree('cross'), 'own(below) own-cross');
		const { certificatePem } = await client.readAuthority('pki', 'test-root');
		const root = await post('cross/issuers/import/cert', { pem_bundle: certificatePem });
		await rename('cross', (root.imported_issuers as string[])[0], 'test-root');
		assert.equal(await tree('cross'), 'own(below) test-root(own-cross)');
	});

	it('ends a chain at the root of another mount, for an intermediate that is alone in its own', async () => {
		await server.api('POST', 'sys/mounts/alone', { type: 'pki' });
		const { csr } = await post('alone/intermediate/generate/internal', {
			...{ common_name: 'Alone', key_type: 'ec' },
		});
		const { certificate } = await post('pki/issuer/test-root/sign-intermediate', {
			...{ csr, common_name: 'Alone' },
		});
		await post('alone/intermediate/set-signed', { certificate });
		const { items } = await client.listAuthorities('alone', {});
		assert.deepEqual(
			items.map(({ parentId }) => parentId),
			[undefined],
		);
		const record = await client.readAuthority('alone', items[0]?.id ?? '');
		const chain = [record.certificatePem, ...record.chainPem].flatMap(
			(pem) => chainItemOf(pem) ?? [],
		);
		const [start] = chain;
		assert.ok(start);
		assert.equal(rootOf(start, chain)?.facts.name, 'Test Root');
	});
});
