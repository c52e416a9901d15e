/** *Convert*, *Compare* and *Copy As*, as programs and links call them. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../src/api.js';
import { toPem } from '../../src/core/find/pem.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call, certificatesIn, codeOf, modeOf, refusal } from '../support/commandDoor.js';
import { commonName, request } from '../support/der.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';
import { jks } from '../support/keyStores.js';
import { PersonInTest } from '../support/person.js';

describe('converting, comparing and copying', () => {
	const person = new PersonInTest();
	let folder: WorkspaceFolder;
	let one: IssuedFiles;
	let other: IssuedFiles;

	before(async () => {
		folder = new WorkspaceFolder();
		const into = folder.path;
		one = await call('pki.issueTestCertificate', { folder: into, names: ['one.test'] });
		other = await call('pki.issueTestCertificate', { folder: into, names: ['two.test'] });
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	it('makes PKCS#12 of a chain and a key, and PEM of that again', async () => {
		const { chain, key } = one.files;
		const wish = { uri: chain, key, to: 'pkcs12' } as const;
		assert.equal((await refusal(call('pki.convert', wish))).reason, 'badOption');
		const { files } = await call('pki.convert', { ...wish, newPassword: 'correct horse' });
		assert.deepEqual(files, [(chain ?? '').replace(/\.crt$/, '.p12')]);
		const [packed = ''] = files;
		assert.ok(['600', undefined].includes(modeOf(packed)));
		const again = call('pki.convert', { ...wish, newPassword: 'correct horse' });
		assert.equal(await codeOf(again), 'exists');
		const into = join(folder.path, 'unpacked');
		const back = { uri: vscode.Uri.file(packed), to: 'pem', folder: into } as const;
		assert.equal(await codeOf(call('pki.convert', back)), 'invalid');
		assert.equal(await codeOf(call('pki.convert', { ...back, password: 'wrong' })), 'invalid');
		const unpacked = await call('pki.convert', { ...back, password: 'correct horse' });
		assert.deepEqual(
			unpacked.files.map((file) => basename(file)),
			['one.test.fullchain.pem', 'one.test.fullchain.key'],
		);
		const [certificates = '', secret = ''] = unpacked.files;
		assert.deepEqual(
			certificatesIn(certificates).map(({ fingerprint256 }) => fingerprint256),
			certificatesIn(chain ?? '').map(({ fingerprint256 }) => fingerprint256),
		);
		assert.ok(['600', undefined].includes(modeOf(secret)));
		const own = createPublicKey(createPrivateKey(readFileSync(secret)));
		assert.ok(own.equals(new X509Certificate(readFileSync(one.files.certificate)).publicKey));
	});

	it('writes a private JWK only where the key is named', async () => {
		const { certificate, key } = one.files;
		const wish = { uri: certificate, to: 'jwk', folder: join(folder.path, 'jwk') } as const;
		const [open = ''] = (await call('pki.convert', wish)).files;
		assert.doesNotMatch(readFileSync(open, 'utf8'), /"d"/);
		const full = await call('pki.convert', { ...wish, key, overwrite: true });
		assert.match(readFileSync(full.files[0] ?? '', 'utf8'), /"d"/);
		assert.ok(['600', undefined].includes(modeOf(full.files[0] ?? '')));
	});

	it('takes one entry of a container, by its name or its place', async () => {
		const uri = folder.write('store.jks', jks.bytes);
		const { blocks } = await call('pki.decode', { uri, show: false });
		const at = blocks.findIndex(({ entry }) => entry?.name === 'root');
		const root = await call('pki.convert', { uri, to: 'pem', entry: at });
		assert.deepEqual(
			root.files.map((file) => basename(file)),
			[`store-${at + 1}.pem`],
		);
		assert.equal(certificatesIn(root.files[0] ?? '').length, 1);
		const wish = { uri, to: 'pem', entry: 'server', password: jks.password } as const;
		assert.equal((await refusal(call('pki.convert', wish))).reason, 'wrongKeyPassword');
		const whole = await call('pki.convert', { ...wish, keyPassword: jks.serverPassword });
		assert.deepEqual(
			whole.files.map((file) => basename(file)),
			['store-server.pem', 'store-server.key'],
		);
		assert.equal(certificatesIn(whole.files[0] ?? '').length, 2);
		const none = await refusal(call('pki.convert', { ...wish, entry: 'gone' }));
		assert.deepEqual([none.reason, none.message], ['noEntry', 'The file has no entry “gone”.']);
		assert.equal((await refusal(call('pki.convert', { ...wish, entry: -1 }))).reason, 'badOption');
	});

	it('compares files and texts', async () => {
		const [left, right] = [one, other].map(({ files }) => vscode.Uri.file(files.certificate));
		const text = readFileSync(one.files.certificate, 'utf8');
		const compare = async (sides: object) => (await call('pki.compare', sides)).differences;
		assert.deepEqual(await compare({ left, right: { text } }), []);
		const found = await compare({ left, right });
		const names = found.find(({ field }) => field === 'subjectAltNames');
		assert.deepEqual(names, {
			field: 'subjectAltNames',
			left: [{ type: 'dns', value: 'one.test' }],
			right: [{ type: 'dns', value: 'two.test' }],
		});
		assert.ok(!found.some(({ field }) => field === 'issuer'));
		assert.equal((await refusal(call('pki.compare', { left }))).reason, 'badOption');
		assert.equal(
			(await refusal(call('pki.compare', { left, right: { text: 'x' } }))).reason,
			'noBlocks',
		);
	});

	const shown = (eachTime?: () => void) =>
		eventually('the diff', () => {
			eachTime?.();
			const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
			return input instanceof vscode.TabInputTextDiff ? input : undefined;
		});
	const textOf = async (uri: vscode.Uri) =>
		(await vscode.workspace.openTextDocument(uri)).getText();
	/** The first of the list that is offered. */
	const acceptFirst = () =>
		void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

	it('offers the others of the file, and files of the same name elsewhere', async () => {
		const chain = await vscode.workspace.openTextDocument(one.files.chain ?? '');
		const line = chain.getText().split('\n').lastIndexOf('-----BEGIN CERTIFICATE-----');
		assert.ok(line > 0);
		const at = forPerson({ uri: chain.uri, line });
		const compared = vscode.commands.executeCommand('pki.compareCertificates', at);
		const { modified } = await shown(acceptFirst);
		assert.match(await textOf(modified), /^Certificate: one\.test$/m);
		await compared;
		await closeEditors();
		const requestIn = (name: string) =>
			folder.write(
				`${name}/api.csr`,
				toPem('CERTIFICATE REQUEST', request({ subject: commonName(name) })),
			);
		const [old, next] = [requestIn('old'), requestIn('new')];
		await vscode.workspace.openTextDocument(next);
		await vscode.workspace.openTextDocument(old);
		const comparedAgain = vscode.commands.executeCommand(
			'pki.compareCertificates',
			forPerson({ uri: old, line: 0 }),
		);
		const second = await shown(acceptFirst);
		await comparedAgain;
		assert.match(await textOf(second.original), /old/);
		assert.match(await textOf(second.modified), /new/);
	});

	it('asks for a file where none is open', async () => {
		await eventually('no editor', () => vscode.window.activeTextEditor === undefined || undefined);
		assert.equal((await refusal(call('pki.convert', { to: 'pem' }))).reason, 'nothingOpen');
	});

	it('compares a block of a file, and what a connection has', async () => {
		const { chain = '', certificate } = one.files;
		const text = readFileSync(chain, 'utf8');
		const line = text.split('\n').lastIndexOf('-----BEGIN CERTIFICATE-----');
		assert.ok(line > 0);
		const compare = async (sides: object) => (await call('pki.compare', sides)).differences;
		const issuerPem = text.split('\n').slice(line).join('\n');
		const left = { uri: chain, line };
		assert.deepEqual(await compare({ left, right: { text: issuerPem } }), []);
		const found = await compare({ left, right: certificate });
		assert.ok(found.some(({ field }) => field === 'subject'));
		const between = call('pki.compare', {
			left: { uri: chain, line: line + 1 },
			right: certificate,
		});
		assert.equal((await refusal(between)).reason, 'noBlocks');
		const { serialNumber } = one;
		const row = { connection: 'localCa', mount: 'local', serialNumber };
		assert.deepEqual(await compare({ left: row, right: certificate }), []);
		const others = await compare({ left: row, right: { uri: other.files.chain, line: 0 } });
		assert.ok(others.some(({ field }) => field === 'subjectAltNames'));
	});

	it('compares a row with a file that is chosen', async () => {
		const { serialNumber } = one;
		const row = forPerson({ connection: 'localCa', mount: 'local', serialNumber });
		person.willOpen(vscode.Uri.file(other.files.certificate));
		const compared = vscode.commands.executeCommand('pki.compareCertificates', row);
		await person.picks('Choose File…');
		await compared;
		const { original, modified } = await shown();
		assert.match(await textOf(original), /^Certificate: one\.test$/m);
		assert.match(await textOf(modified), /^Certificate: two\.test$/m);
	});

	it('shows the difference of two rows, and of one that was selected before, as text', async () => {
		const row = ({ serialNumber }: IssuedFiles) => ({
			...{ connection: 'localCa', mount: 'local', serialNumber },
		});
		const rows = [row(one), row(other)];
		await vscode.commands.executeCommand('pki.compareCertificates', rows[0], rows);
		const { original, modified } = await shown();
		assert.match(await textOf(original), /^Certificate: one\.test$/m);
		assert.match(await textOf(modified), /^Certificate: two\.test$/m);
		await closeEditors();
		await vscode.commands.executeCommand('pki.selectForCompare', row(other));
		const uri = vscode.Uri.file(one.files.certificate);
		await vscode.commands.executeCommand('pki.compareWithSelected', uri);
		const second = await shown();
		assert.match(await textOf(second.original), /^Certificate: two\.test$/m);
		assert.match(await textOf(second.modified), /^Certificate: one\.test$/m);
	});

	it('copies the block in which the cursor is', async () => {
		const uri = vscode.Uri.file(one.files.chain ?? '');
		const editor = await vscode.window.showTextDocument(uri);
		const { document } = editor;
		const last = new vscode.Position(document.lineCount - 3, 4);
		editor.selection = new vscode.Selection(last, last);
		await vscode.commands.executeCommand('pki.copyAs', forPerson({ form: 'sha256' }));
		const issuer = certificatesIn(uri.fsPath).at(-1);
		const thumbprint = issuer?.fingerprint256.replaceAll(':', '');
		assert.equal(await vscode.env.clipboard.readText(), thumbprint);
	});

	it('copies a block, and every selected row, in the form that is named', async () => {
		const at = { uri: vscode.Uri.file(one.files.chain ?? '').toJSON() as unknown, line: 0 };
		await vscode.commands.executeCommand('pki.copyAs', { ...at, form: 'sha256' }, 'link');
		const leaf = new X509Certificate(readFileSync(one.files.certificate));
		const thumbprint = leaf.fingerprint256.replaceAll(':', '');
		assert.equal(await vscode.env.clipboard.readText(), thumbprint);
		const rows = [one, other].map(({ serialNumber }) => ({
			...{ connection: 'localCa', mount: 'local', serialNumber, form: 'sha1' },
		}));
		await vscode.commands.executeCommand('pki.copyAs', rows[0], rows);
		assert.match(await vscode.env.clipboard.readText(), /^[0-9A-F]{40}\n[0-9A-F]{40}\n$/);
		await vscode.commands.executeCommand('pki.copyAs', { ...at, form: 'opensslCommand' });
		assert.match(await vscode.env.clipboard.readText(), /^openssl x509 -noout -text -in \S+\.crt$/);
		const lines = readFileSync(one.files.chain ?? '', 'utf8').split('\n');
		const blocks = [0, lines.lastIndexOf('-----BEGIN CERTIFICATE-----')].map((line) =>
			forPerson({ ...at, line, form: 'sha256' }),
		);
		await vscode.commands.executeCommand('pki.copyAs', blocks[0], blocks);
		assert.deepEqual(
			(await vscode.env.clipboard.readText()).trim().split('\n'),
			certificatesIn(one.files.chain ?? '').map(({ fingerprint256 }) =>
				fingerprint256.replaceAll(':', ''),
			),
		);
		const key = { uri: one.files.key, form: 'pem' };
		assert.equal(
			await codeOf(Promise.resolve(vscode.commands.executeCommand('pki.copyAs', key))),
			'invalid',
		);
		assert.doesNotMatch(await vscode.env.clipboard.readText(), /PRIVATE/);
	});
});
