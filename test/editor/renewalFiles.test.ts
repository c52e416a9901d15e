/** Files that renew certificates without the editor, by command. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call, modeOf, refusal } from '../support/commandDoor.js';
import { eventually } from '../support/eventually.js';
import { PersonInTest } from '../support/person.js';
import { connectVault, openVaultScene, type VaultScene } from '../support/vaultEnvironment.js';

describe('pki.generateRenewalFiles', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	let scene: VaultScene;

	before(async () => {
		scene = await openVaultScene('renewal');
	});
	after(() => scene.close());

	const at = () => ({ ...scene.at, role: 'web', commonName: 'api.lab.test' });

	it('writes programs that ask this server, and hold no token', async () => {
		const folder = join(scene.folder.path, 'renewal');
		const token = await scene.vault.tokenFor('path "*" { capabilities = ["read"] }');
		const connection = await connectVault(scene.vault, token);
		const { files } = await call('pki.generateRenewalFiles', {
			...{
				...at(),
				connection,
				files: ['script', 'kubernetes'],
				image: 'registry.test/api:1',
				folder,
			},
			...{ altNames: ['b.lab.test'], ttl: '72h' },
		});
		const names = ['api.lab.test.renew.mjs', 'api.lab.test.kubernetes.yaml'];
		assert.deepEqual(
			files,
			names.map((name) => join(folder, name)),
		);
		const [script = '', manifest = ''] = files.map((file) => readFileSync(file, 'utf8'));
		for (const text of [script, manifest]) {
			assert.ok(text.includes(`${scene.vault.address}/v1/${scene.at.mount}/issue/web`));
			assert.ok(token !== '' && !text.includes(token));
			assert.match(text, /"renewBeforeHours": 24\b/);
		}
		assert.ok(['755', undefined].includes(modeOf(files[0] ?? '')));
		await call('pki.removeConnection', { connection, confirmed: true });
	});

	it('never replaces a file unasked', async () => {
		const folder = join(scene.folder.path, 'taken');
		const [file = ''] = (await call('pki.generateRenewalFiles', { ...at(), folder })).files;
		writeFileSync(file, 'mine');
		const refused = await refusal(call('pki.generateRenewalFiles', { ...at(), folder }));
		assert.equal(refused.code, 'exists');
		assert.equal(readFileSync(file, 'utf8'), 'mine');
		await call('pki.generateRenewalFiles', { ...at(), folder, overwrite: true });
		assert.notEqual(readFileSync(file, 'utf8'), 'mine');
	});

	it('asks a person for what is missing, and offers to open what it wrote', async () => {
		const folder = join(scene.folder.path, 'asked');
		const options = forPerson({ ...scene.at, role: 'web' });
		const done = vscode.commands.executeCommand('pki.generateRenewalFiles', options);
		person.willPress('Open');
		const offered = await person.picks('Script');
		assert.deepEqual(offered, ['Script', 'Kubernetes manifest'], 'no webhooks in this server');
		for (const answer of ['web.lab.test', '', '', folder]) await person.types(answer);
		await done;
		const file = join(folder, 'web.lab.test.renew.mjs');
		assert.ok(existsSync(file));
		const { document } = await eventually('the file', () => {
			const editor = vscode.window.activeTextEditor;
			return editor?.document.uri.fsPath === file ? editor : undefined;
		});
		assert.ok(document.getText().includes('"common_name": "web.lab.test"'));
		assert.match(person.said.join('\n'), /are saved in asked\/|are saved in .*asked/);
	});

	it('says what cannot be: another connection, a name that the role refuses, a webhook', async () => {
		const local = { connection: 'localCa', mount: 'local', role: 'server', commonName: 'a.test' };
		const { code, message } = await refusal(call('pki.generateRenewalFiles', local));
		assert.equal(code, 'unsupported');
		assert.match(message, /Other programs cannot reach/);
		const other = call('pki.generateRenewalFiles', { ...at(), commonName: 'a.other.test' });
		assert.equal((await refusal(other)).code, 'invalid');
		const hook = await refusal(call('pki.generateRenewalFiles', { ...at(), files: ['webhook'] }));
		assert.match(hook.message, /does not send webhooks/);
		const kubernetes = call('pki.generateRenewalFiles', { ...at(), files: ['kubernetes'] });
		assert.match((await refusal(kubernetes)).message, /image/);
		const empty = { ...at(), files: ['kubernetes'] as 'kubernetes'[], image: ' ' };
		assert.match((await refusal(call('pki.generateRenewalFiles', empty))).message, /image/);
	});
});
