/** *Compare* and *Copy As* of several things at once, of one thing twice, and of what cannot be told apart. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { parseAllDocuments } from 'yaml';
import { toPem } from '../../src/core/find/pem.js';
import { generateKey } from '../../src/core/x509/write/keys.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { crlPemOf, derOf, pemOf } from '../support/certificates.js';
import { call } from '../support/commandDoor.js';
import { commonName, request } from '../support/der.js';
import { eventually, folderForEachTest, type WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';

/** The tab with the diff, and both texts. */
async function shownDiff() {
	const { label, input } = await eventually('the diff', () => {
		const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
		return tab?.input instanceof vscode.TabInputTextDiff
			? { label: tab.label, input: tab.input }
			: undefined;
	});
	const textOf = async (uri: vscode.Uri) =>
		(await vscode.workspace.openTextDocument(uri)).getText();
	return { label, left: await textOf(input.original), right: await textOf(input.modified) };
}

const run = (id: string, ...uris: readonly vscode.Uri[]) =>
	vscode.commands.executeCommand(id, uris[0], uris);

describe('comparing and copying', () => {
	const person = new PersonInTest();
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));

	it('names the lines of two selections of one file', async () => {
		const [one, other] = [pemOf({ to: 10 }), pemOf({ to: 30 })];
		const uri = folder.write('bundle.pem', `# a note\n${one}${other}`);
		const { document } = await vscode.window.showTextDocument(uri);
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const at = (text: string) => {
			const start = document.getText().indexOf(text);
			const [from, to] = [start, start + text.length].map((offset) => document.positionAt(offset));
			assert.ok(from && to);
			return new vscode.Selection(from, to);
		};
		editor.selections = [at(one), at(other)];
		await vscode.commands.executeCommand('pki.compareCertificates');
		const line = at(other).start.line + 1;
		const { label } = await shownDiff();
		assert.equal(label, `api.test (bundle.pem, line 2 ↔ bundle.pem, line ${line})`);
	});

	it('says what is the same, and what only looks so', async () => {
		const der = derOf();
		const files = [folder.write('a.der', der), folder.write('a.pem', toPem('CERTIFICATE', der))];
		await run('pki.compareCertificates', ...files);
		assert.equal(person.said.at(-1), '“api.test” and “api.test” are identical.');
		const locked = async (name: string) => {
			const { privateKeyPem } = await generateKey('P-256');
			const format = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc' } as const;
			const key = createPrivateKey(privateKeyPem).export({ ...format, passphrase: 'x' });
			return folder.write(name, key);
		};
		await run('pki.compareCertificates', await locked('a.key'), await locked('b.key'));
		assert.match(person.said.at(-1) ?? '', /cannot be compared/);
	});

	it('sets different kinds side by side, and shows nothing of a private key', async () => {
		const { privateKeyPem } = await generateKey('P-256');
		const key = folder.write('a.key', privateKeyPem);
		const certificate = folder.write('a.crt', pemOf());
		const wanted = folder.write(
			'a.csr',
			toPem('NEW CERTIFICATE REQUEST', request({ subject: commonName('b.test') })),
		);
		const list = folder.write('a.crl', crlPemOf({ from: -1 }));
		for (const other of [key, wanted, list]) {
			await run('pki.compareCertificates', certificate, other);
			const { label, left, right } = await shownDiff();
			assert.match(label, /^api\.test ↔ /);
			assert.match(left, /api\.test/);
			assert.ok(right.length > 0 && left !== right);
			const { d = '' } = createPrivateKey(privateKeyPem).export({ format: 'jwk' });
			const secrets = [d, Buffer.from(d, 'base64url').toString('hex'), 'PRIVATE KEY-----'];
			for (const secret of secrets) assert.ok(!right.toLowerCase().includes(secret.toLowerCase()));
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		}
		const { differences } = await call('pki.compare', { left: certificate, right: key });
		assert.deepEqual(
			differences.find(({ field }) => field === 'kind'),
			{
				...{ field: 'kind', left: 'certificate', right: 'privateKey' },
			},
		);
		assert.doesNotMatch(JSON.stringify(differences), /PRIVATE KEY-----/);
	});

	it('asks once for the private keys of several Secrets', async () => {
		const into = folder.path;
		const names = ['one.test', 'two.test'];
		const issued = [];
		for (const name of names) {
			issued.push(await call('pki.issueTestCertificate', { folder: into, names: [name] }));
		}
		const files = issued.map((one) => vscode.Uri.file(one.files.certificate));
		const alone = folder.write('alone.pem', pemOf({ name: 'one.test' }));
		const copied = run('pki.copyAs', ...files, alone);
		await person.picks('Kubernetes Secret');
		person.willPress('Copy with Private Keys');
		await person.picks('Certificates and private keys');
		await copied;
		assert.equal(person.said.filter((text) => text.endsWith('clipboard?')).length, 1);
		const found = parseAllDocuments(await vscode.env.clipboard.readText()).map(
			(one) =>
				one.toJS() as {
					readonly metadata: { readonly name: string };
					readonly data: Readonly<Record<string, string>>;
				},
		);
		assert.deepEqual(
			found.map(({ metadata }) => metadata.name),
			[...names, 'one.test-2'],
		);
		const keys = found.map(({ data }) => data['tls.key']);
		assert.deepEqual(
			keys.map(
				(key) => key && createPrivateKey(Buffer.from(key, 'base64')).export({ format: 'jwk' }),
			),
			[
				...issued.map(({ files: { key } }) =>
					createPrivateKey(readFileSync(key ?? '')).export({ format: 'jwk' }),
				),
				undefined,
			],
		);
	});

	it('copies a command that a shell runs, also for awkward names', async () => {
		const shell = (command: string) => execFileSync('sh', ['-c', command], { encoding: 'utf8' });
		for (const [name, content] of [
			[`it's a "b" $c.pem`, pemOf()],
			['a b.der', derOf()],
			['cr.pem', pemOf().replaceAll('\n', '\r')],
			['in.yaml', `cert: |\n${pemOf().replace(/^(?=.)/gm, '  ')}`],
		] as const) {
			const uri = folder.write(name, content);
			const line = name === 'in.yaml' ? 1 : 0;
			await vscode.commands.executeCommand(
				'pki.copyAs',
				forPerson({ uri, line, form: 'opensslCommand' }),
			);
			const command = await vscode.env.clipboard.readText();
			assert.match(shell(command), /Subject: CN ?= ?api\.test/, basename(name));
		}
	});
});
