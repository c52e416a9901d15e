/**
 * Runs in a folder that is not trusted. A menu hides what is not enabled; a keybinding and another extension call it all
 * the same, so each command is called with everything that it could want.
 */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { refusal } from '../support/commandDoor.js';

interface Manifest {
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
	};
}

const extension = vscode.extensions.getExtension('pki-workbench.pki-workbench');
const manifest = extension?.packageJSON as Manifest;
/** What they are given or have drawn is all they need: nothing is asked and nothing kept. */
const harmless = ['pki.copySerialNumber', 'pki.revealInTree'];
const trustedOnly = manifest.contributes.commands
	.filter(({ enablement }) => enablement?.includes('isWorkspaceTrusted'))
	.map(({ command }) => command)
	.filter((command) => !harmless.includes(command));

describe('an untrusted folder', () => {
	const requests: string[] = [];
	let server: Server;
	let folder = '';

	before(async () => {
		folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
		server = createServer((request, response) => {
			requests.push(request.url ?? '');
			response.writeHead(503).end('{"errors":["Vault is sealed"]}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		process.env.VAULT_ADDR = address();
		process.env.VAULT_TOKEN = 'nobody-may-see-this';
		writeFileSync(join(folder, 'a.csr'), '-----BEGIN CERTIFICATE REQUEST-----\n');
	});
	after(() => {
		server.close();
		Reflect.deleteProperty(process.env, 'VAULT_ADDR');
		Reflect.deleteProperty(process.env, 'VAULT_TOKEN');
	});

	const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const files = () => readdirSync(folder, { recursive: true });
	const options = (connection: string) => ({
		...{ connection, mount: 'local', role: 'server', folder, ttl: '1h', days: 1 },
		...{ commonName: 'a.test', names: ['a.test'], subject: 'CN=a.test', keyType: 'P-256' },
		...{ request: join(folder, 'a.csr'), serialNumber: '01', confirmed: true, overwrite: true },
		...{ keysIn: 'file', backend: 'vault', label: 'Lab', secrets: { token: 'x' } },
		...{ fields: { address: address() }, kind: 'role', authority: 'root', uri: join(folder, 'b') },
	});

	it('is one, and has commands that need trust', () => {
		assert.equal(vscode.workspace.isTrusted, false);
		assert.ok(trustedOnly.length > 20);
	});

	for (const command of trustedOnly) {
		it(`refuses ${command}, however it is called`, async () => {
			const before = files();
			for (const connection of ['localCa', 'environment-vault']) {
				const call = vscode.commands.executeCommand(command, options(connection));
				const { code } = await refusal(Promise.resolve(call));
				// What the environment describes is not even looked for.
				const isUnknown = connection !== 'localCa' && code === 'notFound';
				if (!isUnknown) assert.equal(code, 'restricted', connection);
			}
			assert.deepEqual(files(), before);
			assert.deepEqual(requests, []);
		}).timeout(30_000);
	}

	it('still decodes', async () => {
		const text = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';
		const { blocks } = await vscode.commands.executeCommand<{ blocks: unknown[] }>('pki.decode', {
			...{ text, show: false },
		});
		assert.equal(blocks.length, 1);
	});
});
