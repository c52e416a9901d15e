/** The connection of new terminals, as a program in a real terminal sees it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { call, codeOf, refusal } from '../support/commandDoor.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { connectVault, TestVault } from '../support/vaultEnvironment.js';

const isWindows = process.platform === 'win32';

describe('pki.setTerminalEnvironment', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	const vault = new TestVault('terminal');
	let folder: WorkspaceFolder;
	let connection: string;
	let opened = 0;

	beforeEach(async () => {
		folder = new WorkspaceFolder();
		connection = await connectVault(vault, vault.token);
	});
	afterEach(async () => {
		await call('pki.clearTerminalEnvironment', {});
		const { items } = await call('pki.listConnections', {});
		if (items.some(({ id }) => id === connection)) {
			await call('pki.removeConnection', { connection, confirmed: true });
		}
		folder.remove();
	});

	/** What a program in a new terminal reads, by name; only what is Vault's. */
	async function inTerminal(): Promise<Readonly<Record<string, string>>> {
		const file = join(folder.path, `variables${(opened += 1)}`);
		const terminal = vscode.window.createTerminal(
			isWindows
				? {
						shellPath: 'cmd.exe',
						shellArgs: ['/c', `set > ${file}.tmp & move ${file}.tmp ${file}`],
					}
				: { shellPath: '/bin/sh', shellArgs: ['-c', `env > ${file}.tmp; mv ${file}.tmp ${file}`] },
		);
		try {
			await eventually('the terminal', () => existsSync(file) || undefined, 30_000);
		} finally {
			terminal.dispose();
		}
		const lines = readFileSync(file, 'utf8').split(/\r?\n/);
		return Object.fromEntries(
			lines.flatMap((line) => {
				const [, name = '', value = ''] = /^((?:VAULT|BAO)_\w+)=(.*)$/.exec(line) ?? [];
				return name === '' ? [] : [[name, value]];
			}),
		);
	}

	/** What a change brings about reaches VS Code after the command has ended. */
	async function inTerminalBecomes(
		what: string,
		holds: (variables: Readonly<Record<string, string>>) => boolean,
	): Promise<void> {
		for (const end = Date.now() + 30_000; ;) {
			const variables = await inTerminal();
			if (holds(variables)) return;
			assert.ok(Date.now() < end, `not ${what}, but ${Object.keys(variables).join(', ')}`);
		}
	}

	it('gives a new terminal the address and no token, until it is cleared', async () => {
		const { variables } = await call('pki.setTerminalEnvironment', { connection });
		assert.deepEqual([...variables].sort(), ['BAO_ADDR', 'VAULT_ADDR']);
		assert.deepEqual(await inTerminal(), { BAO_ADDR: vault.address, VAULT_ADDR: vault.address });
		await call('pki.clearTerminalEnvironment', {});
		assert.deepEqual(await inTerminal(), {});
	});

	it('follows the connection: its new settings, and its end', async () => {
		await call('pki.setTerminalEnvironment', { connection, token: true, confirmed: true });
		assert.equal((await inTerminal())['VAULT_TOKEN'], vault.token);
		const fields = { serverName: 'vault.test' };
		await call('pki.editConnection', { connection, fields });
		await inTerminalBecomes(
			'the new settings',
			(all) => all['BAO_TLS_SERVER_NAME'] === 'vault.test',
		);
		await call('pki.removeConnection', { connection, confirmed: true });
		await inTerminalBecomes('nothing', (all) => Object.keys(all).length === 0);
	});

	it('asks before the token goes along', async () => {
		assert.equal(
			await codeOf(call('pki.setTerminalEnvironment', { connection, token: true })),
			'cancelled',
		);
		assert.match(person.said.join(' '), /Give the token of “Commands” to new terminals/);
		assert.deepEqual(await inTerminal(), {});
		person.willPress('Include Token');
		const { variables } = await call('pki.setTerminalEnvironment', { connection, token: true });
		assert.ok(variables.includes('BAO_TOKEN'));
		assert.equal((await inTerminal())['BAO_TOKEN'], vault.token);
	});

	it('refuses what no program could use, and keeps what was set', async () => {
		await call('pki.setTerminalEnvironment', { connection });
		const local = await refusal(call('pki.setTerminalEnvironment', { connection: 'localCa' }));
		assert.deepEqual([local.code, local.reason], ['unsupported', 'terminalVariables']);
		assert.equal((await inTerminal())['VAULT_ADDR'], vault.address);
	});
});
