import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { CommandContext, CommandInput } from '../../src/commands/command.js';
import { run as editConnection } from '../../src/commands/connect/editConnection.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call, codeOf, refusal } from '../support/commandDoor.js';
import { eventually } from '../support/editor.js';
import { standInServices } from '../support/standInContext.js';
import { connectVault, TestVault } from '../support/vaultEnvironment.js';

describe('pki.editConnection', () => {
	let vault: TestVault;
	let connection: string;

	before(async () => {
		vault = new TestVault('edit');
		await vault.setUp();
	});
	after(() => vault.tearDown());
	beforeEach(async () => {
		connection = await connectVault(vault, vault.token);
	});
	afterEach(() => call('pki.removeConnection', { connection, confirmed: true }));

	const labelOf = async () =>
		(await call('pki.listConnections', {})).items.find(({ id }) => id === connection)?.label;
	const roles = () => call('pki.listRoles', { connection, mount: vault.mount });

	it('renames, and leaves the rest as it is', async () => {
		assert.deepEqual(await call('pki.editConnection', { connection, label: ' Lab ' }), {
			id: connection,
		});
		assert.equal(await labelOf(), 'Lab');
		assert.equal((await roles()).items.length, 2);
	});

	it('uses another token from the next request on', async () => {
		assert.equal((await roles()).items.length, 2);
		const token = await vault.tokenFor('path "pki/*" { capabilities = ["read"] }');
		await call('pki.editConnection', { connection, secrets: { token } });
		assert.equal(await codeOf(roles()), 'forbidden');
	});

	it('takes a secret away', async () => {
		await call('pki.editConnection', { connection, secrets: { token: '' } });
		assert.equal((await refusal(roles())).reason, 'noToken');
	});

	it('saves nothing that does not work', async () => {
		for (const [change, code] of [
			[{ fields: { address: 'http://127.0.0.1:9' }, keepSecrets: true }, 'unreachable'],
			[{ secrets: { token: 'wrong' } }, 'unauthorized'],
			[{ fields: { address: '' } }, 'invalid'],
			[{ fields: { adress: 'http://127.0.0.1:9' } }, 'invalid'],
			[{ fields: { token: vault.token } }, 'invalid'],
			[{ label: ' ' }, 'invalid'],
			[{ field: 'adress' }, 'invalid'],
		] as const) {
			const answer = call('pki.editConnection', { connection, ...change });
			assert.equal(await codeOf(answer), code, JSON.stringify(Object.keys(change)));
		}
		assert.equal(await labelOf(), 'Commands');
		assert.equal((await roles()).items.length, 2);
	});

	it('sends no saved token to another address unless told to', async () => {
		const tokens: (string | undefined)[] = [];
		const other = createServer((request, response) => {
			tokens.push(request.headers['x-vault-token']?.toString());
			const forwarded = httpRequest(new URL(request.url ?? '', vault.address), {
				headers: request.headers,
			});
			forwarded.on('response', (answer) => {
				response.writeHead(answer.statusCode ?? 500, answer.headers);
				answer.pipe(response);
			});
			request.pipe(forwarded);
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const { port } = other.address() as AddressInfo;
		const fields = { address: `http://127.0.0.1:${port}` };
		try {
			await call('pki.editConnection', { connection, fields, keepSecrets: false });
			assert.ok(tokens.length > 0, 'the new address was tried');
			assert.deepEqual([...new Set(tokens)], [undefined]);
			assert.equal((await refusal(roles())).reason, 'noToken');
			await call('pki.editConnection', { connection, secrets: { token: vault.token } });
			const address = `${fields.address}/`;
			tokens.length = 0;
			await call('pki.editConnection', { connection, fields: { address } });
			assert.ok(tokens.includes(vault.token), 'the same address in other words gets it');
			const back = { address: vault.address };
			const secrets = { token: vault.token };
			await call('pki.editConnection', { connection, fields: back, secrets });
			assert.equal((await roles()).items.length, 2);
		} finally {
			other.closeAllConnections();
			other.close();
		}
	});

	it('changes neither the Local CA nor what the environment describes', async () => {
		const local = call('pki.editConnection', { connection: 'localCa', label: 'Mine' });
		assert.equal((await refusal(local)).reason, 'noSettings');
		const standIn = standInServices();
		const { services } = standIn;
		process.env['VAULT_ADDR'] = vault.address;
		try {
			const options = { connection: 'environment-vault' };
			const context = services as CommandContext;
			const answer = editConnection(context, { options, selection: [], interactive: true });
			await assert.rejects(answer, {
				code: 'unsupported',
				reason: 'describedElsewhere',
				args: { source: 'VAULT_ADDR' },
			});
		} finally {
			Reflect.deleteProperty(process.env, 'VAULT_ADDR');
			standIn.dispose();
		}
	});

	it('asks for one setting after the other, saves each, and ends where the list is left', async () => {
		const standIn = standInServices();
		const { services } = standIn;
		const { executeCommand } = vscode.commands;
		const added = {
			backend: 'vault',
			label: 'Lab',
			fields: { address: vault.address },
			secrets: {},
		};
		const { id } = await services.connections.add(added);
		let saved = 0;
		let isOver = false;
		services.changes.onDidChange(() => saved++);
		try {
			const options = forPerson({ connection: id, field: 'label' }) as CommandInput['options'];
			const context = services as CommandContext;
			const editing = editConnection(context, { options, selection: [], interactive: true });
			void editing.finally(() => (isOver = true));
			// What stands there is accepted: the name; then in the list the name, which is its first row, and the name again.
			await eventually('two settings', () => {
				void executeCommand('workbench.action.acceptSelectedQuickOpenItem');
				return saved >= 2 || undefined;
			});
			assert.ok(!isOver);
			await eventually('the end', () => {
				void executeCommand('workbench.action.closeQuickOpen');
				return isOver || undefined;
			});
			assert.deepEqual(await editing, { id });
			assert.equal((await services.connections.get(id)).label, 'Lab');
		} finally {
			standIn.dispose();
		}
	});
});
