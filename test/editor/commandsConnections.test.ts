import assert from 'node:assert/strict';
import { call, codeOf, refusal } from '../support/commandDoor.js';
import { connectVault, TestVault } from '../support/vaultEnvironment.js';

describe('pki.addConnection and pki.removeConnection', () => {
	let vault: TestVault;

	before(async () => {
		vault = new TestVault('connections');
		await vault.setUp();
	});
	after(() => vault.tearDown());

	const connect = (token: string) => connectVault(vault, token);
	const fields = () => ({ address: vault.address });
	const ids = async () => (await call('pki.listConnections', {})).items.map(({ id }) => id);

	it('saves what answers, lists it without its token, and forgets it again', async () => {
		const id = await connect(vault.token);
		const { items } = await call('pki.listConnections', {});
		assert.equal(items.find((item) => item.id === id)?.label, 'Commands');
		assert.ok(!JSON.stringify(items).includes(vault.token));
		await call('pki.removeConnection', { connection: id, confirmed: true });
		assert.ok(!(await ids()).includes(id));
		const gone = call('pki.listRoles', { connection: id, mount: vault.mount });
		assert.equal(await codeOf(gone), 'notFound');
	});

	for (const [title, options, code] of [
		['a refused token', { secrets: { token: 'wrong' } }, 'unauthorized'],
		[
			'an address where nothing listens',
			{ fields: { address: 'http://127.0.0.1:9' } },
			'unreachable',
		],
		['an address that is none', { fields: { address: 'nowhere' } }, 'invalid'],
		['an unknown backend', { backend: 'paper' }, 'invalid'],
	] as const) {
		it(`names the cause and saves nothing: ${title}`, async () => {
			const before = await ids();
			const all = { backend: 'vault', label: 'No', secrets: { token: vault.token }, ...options };
			const answer = call('pki.addConnection', { fields: fields(), ...all });
			assert.equal(await codeOf(answer), code);
			assert.deepEqual(await ids(), before);
		});
	}

	it('says what is wrong with what was given', async () => {
		for (const [given, words] of [
			[{ address: 'nowhere' }, /^“fields\.address”: .*https:\/\//],
			[{ ...fields(), adress: 'x' }, /^“fields” takes address .*, not “adress”\.$/],
			[{ ...fields(), token: 'x' }, /^“fields” takes address .*, not “token”\.$/],
			[{ address: `${vault.address}/x` }, /answers at http.*\/x, but/],
		] as const) {
			const all = { backend: 'vault', label: 'No', secrets: { token: vault.token } };
			const { message } = await refusal(call('pki.addConnection', { ...all, fields: given }));
			assert.match(message, words);
		}
	});

	it('removes neither the Local CA nor what is unknown', async () => {
		const local = { connection: 'localCa', confirmed: true };
		assert.equal(await codeOf(call('pki.removeConnection', local)), 'unsupported');
		const unknown = { connection: 'unknown', confirmed: true };
		assert.equal(await codeOf(call('pki.removeConnection', unknown)), 'notFound');
	});
});
