import assert from 'node:assert/strict';
import type { CommandContext } from '../../src/commands/command.js';
import { fieldProblem } from '../../src/commands/connect/connectionFields.js';
import { run as connectEnvironment } from '../../src/commands/connect/connectEnvironment.js';
import { withDetails } from '../../src/core/backends/contract/backend.js';
import * as backends from '../../src/core/backends/index.js';
import { call, codeOf, refusal } from '../support/commandDoor.js';
import { eventually } from '../support/editor.js';
import { standInServices } from '../support/standInContext.js';
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

	for (const pasted of ['/ui/', '/ui/vault/secrets?namespace=', '/v1', '/v1/sys/health', '///']) {
		it(`connects to an address that ends in ${pasted}`, async () => {
			const given = { fields: { address: `${vault.address}${pasted}` }, backend: 'vault' };
			const { id } = await call('pki.addConnection', { ...given, secrets: { token: vault.token } });
			const { items } = await call('pki.listConnections', {});
			assert.equal(items.find((item) => item.id === id)?.label, new URL(vault.address).host);
			const roles = await call('pki.listRoles', { connection: id, mount: vault.mount });
			assert.ok(roles.items.length > 0);
			await call('pki.removeConnection', { connection: id, confirmed: true });
		});
	}

	it('takes user name and password off an address, and keeps them nowhere', async () => {
		const planted = 'secret-4711';
		const address = vault.address.replace('//', `//me:${planted}@`);
		const options = { backend: 'vault', fields: { address }, secrets: { token: vault.token } };
		const { id } = await call('pki.addConnection', options);
		const named = await call('pki.addConnection', { ...options, label: address });
		const { items } = await call('pki.listConnections', {});
		const labels = items.filter((item) => [id, named.id].includes(item.id));
		assert.deepEqual(
			labels.map(({ label }) => label),
			[new URL(vault.address).host, vault.address],
		);
		const dead = { ...options, fields: { address: `http://me:${planted}@127.0.0.1:9` } };
		const { message } = await refusal(call('pki.addConnection', dead));
		assert.ok(!`${JSON.stringify(items)} ${message}`.includes(planted), message);
		for (const connection of [id, named.id]) {
			await call('pki.removeConnection', { connection, confirmed: true });
		}
	});

	it('says while typing what an address is taken for', async () => {
		const { fields } = await withDetails(backends.vault);
		const field = fields.find(({ kind }) => kind === 'url');
		assert.ok(field);
		const said = (text: string) => {
			const problem = fieldProblem(field, text);
			return typeof problem === 'object' ? problem.message : problem;
		};
		assert.equal(said('https://vault.test/'), undefined);
		assert.equal(said('https://vault.test/ui/vault'), 'Connects to https://vault.test');
		assert.equal(said('vault.test:8200'), 'Connects to https://vault.test:8200');
		assert.match(said('https://me:pw@vault.test') ?? '', /^User name and password are ignored/);
		assert.match(said('http://vault.test/v1') ?? '', /^Connects to http:\/\/vault.test\. Without /);
		assert.match(said('nowhere') ?? '', /https:\/\//);
	});

	it('says what is wrong with what was given', async () => {
		for (const [given, words] of [
			[{ address: 'nowhere' }, /^“fields\.address”: .*https:\/\//],
			[{ ...fields(), adress: 'x' }, /^“fields” takes address .*, not “adress”\.$/],
			[{ ...fields(), token: 'x' }, /^“fields” takes address .*, not “token”\.$/],
			[
				{ address: `${vault.address}/x` },
				/^No Vault or OpenBao was found at http.*\/x\. .*use http.*\d\.$/,
			],
		] as const) {
			const all = { backend: 'vault', label: 'No', secrets: { token: vault.token } };
			const { message } = await refusal(call('pki.addConnection', { ...all, fields: given }));
			assert.match(message, words);
		}
	});

	it('logs that the tree could not show a connection, and leaves no rejection behind', async () => {
		const standIn = standInServices();
		const warnings: string[] = [];
		const rejected: unknown[] = [];
		const keep = (reason: unknown) => rejected.push(reason);
		const log = { ...standIn.services.log, warn: (line: string) => void warnings.push(line) };
		const reveal = () => Promise.reject(new Error('the tree is gone'));
		const views = { explorer: { reveal } } as unknown as CommandContext['views'];
		process.env['VAULT_ADDR'] = vault.address;
		process.env['VAULT_TOKEN'] = vault.token;
		process.on('unhandledRejection', keep);
		try {
			const options = { connection: 'environment-vault' };
			const input = { options, selection: [], interactive: true };
			await connectEnvironment({ ...standIn.services, log, views }, input);
			await eventually('the warning', () => warnings.find((line) => line.includes('is gone')));
			assert.deepEqual(rejected, []);
		} finally {
			process.off('unhandledRejection', keep);
			Reflect.deleteProperty(process.env, 'VAULT_ADDR');
			Reflect.deleteProperty(process.env, 'VAULT_TOKEN');
			standIn.dispose();
		}
	});

	it('removes neither the Local CA nor what is unknown', async () => {
		const local = { connection: 'localCa', confirmed: true };
		assert.equal(await codeOf(call('pki.removeConnection', local)), 'unsupported');
		const unknown = { connection: 'unknown', confirmed: true };
		assert.equal(await codeOf(call('pki.removeConnection', unknown)), 'notFound');
	});
});
