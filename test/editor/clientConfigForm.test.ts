/** The form of *Copy Client Config…*: what it offers, its preview, and where the text goes. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../src/api.js';
import type { CommandContext, CommandInput } from '../../src/commands/command.js';
import { run as accept } from '../../src/commands/configure/acceptConfigChange.js';
import { run as discard } from '../../src/commands/configure/discardConfigChange.js';
import { run } from '../../src/commands/configure/generateClientConfig.js';
import { run as issueTestCertificate } from '../../src/commands/issue/issueTestCertificate.js';
import { isPkiError } from '../../src/core/common/errors.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { standInServices } from '../support/standInContext.js';

const url = 'https://localhost:8200';

describe('the form of Copy Client Config', () => {
	const person = new PersonInTest();
	const standIn = standInServices();
	const context = standIn.services as CommandContext;
	let folder: WorkspaceFolder;
	let issued: IssuedFiles;

	before(async () => {
		folder = new WorkspaceFolder();
		issued = await issueTestCertificate(context, {
			...{ options: { folder: folder.path, names: ['form.test', 'localhost'] }, selection: [] },
			interactive: false,
		});
	});
	after(() => {
		folder.remove();
		standIn.dispose();
	});
	beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
	afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

	function start(options: object) {
		const given = forPerson({ url, ...options }) as CommandInput['options'];
		return run(context, { options: given, selection: [], interactive: true });
	}

	const certificate = () => ({ uri: vscode.Uri.file(issued.files.certificate) });
	const preview = () =>
		vscode.window.visibleTextEditors.find(
			({ document }) => document.uri.scheme === 'pki-config-preview',
		);
	const previewHas = (what: RegExp) =>
		eventually('the preview', () => {
			const text = preview()?.document.getText() ?? '';
			return what.test(text) ? text : undefined;
		});
	const isPreviewOpen = () =>
		vscode.window.tabGroups.all
			.flatMap(({ tabs }) => tabs)
			.some(({ label }) => label.includes('Preview of'));

	it('groups the targets by family, and the certificates by where they come from', async () => {
		const other = folder.write(
			'certs.yaml',
			`tls:\n  cert: |\n${indented(issued.files.certificate)}`,
		);
		await vscode.window.showTextDocument(other);
		// Without the index, which a question waits for only a moment, the key is asked for.
		await context.workspace.read();
		const result = start({});
		const targets = await person.picks('OpenClaw agent profile (YAML)');
		assert.ok(targets.indexOf('Go') < targets.indexOf('Go net/http'));
		const certificates = await person.picks('form.test');
		assert.equal(certificates[0], 'Selected or open');
		assert.ok(certificates.includes('Choose file…'));
		person.willPress('Copy Anyway');
		const rows = await person.picks('Copy');
		assert.ok(rows.includes('Insert at Cursor') && rows.includes('Merge into File…'), rows.join());
		const { text } = await result;
		assert.match(text, /cert_file: \|\n.*BEGIN CERTIFICATE/);
		assert.match(text, /key_file: .*form\.test\.key/);
	});

	it('takes the certificate and the key that are meant out of a file with several', async () => {
		const pairs = await Promise.all(
			['one.test', 'two.test'].map((name) =>
				issueTestCertificate(context, {
					...{ options: { folder: join(folder.path, name), names: [name] }, selection: [] },
					interactive: false,
				}),
			),
		);
		const block = ({ files }: IssuedFiles, index: number) =>
			`c${index}: |\n${indented(files.certificate)}k${index}: |\n${indented(files.key ?? '')}`;
		const file = folder.write('pairs.yaml', pairs.map(block).join(''));
		await vscode.window.showTextDocument(file);
		const result = start({ target: 'node-https', variant: 'esm', ca: issued.files.ca });
		await person.picks('two.test');
		await person.picks('Files');
		await person.picks('Inline PEM, including the private key');
		person.willPress('Copy Anyway');
		await person.picks('Copy');
		const { text } = await result;
		const lineOf = (of: string | undefined) =>
			readFileSync(of ?? '', 'utf8')
				.split('\n')
				.at(-3) ?? '?';
		const [one, two] = pairs.map(({ files }) => files);
		assert.ok(text.includes(lineOf(two?.certificate)) && text.includes(lineOf(two?.key)));
		assert.ok(!text.includes(lineOf(one?.certificate)) && !text.includes(lineOf(one?.key)));
	});

	it('draws the preview anew with each option, and takes it away at the end', async () => {
		const result = start({ ...certificate(), target: 'node-https' });
		await person.picks('ES module');
		const first = await previewHas(/minVersion: 'TLSv1\.2'/);
		assert.ok(first.includes(`${basename(folder.path)}/`) && !first.includes(folder.path));
		await person.picks('Minimum TLS version');
		await person.picks('TLS 1.3');
		await previewHas(/minVersion: 'TLSv1\.3'/);
		await person.picks('Path format');
		await person.picks('Absolute');
		assert.ok((await previewHas(/TLSv1\.3/)) && (await previewHas(new RegExp(folder.path))));
		await person.picks('Server name');
		await person.types('other.test');
		await previewHas(/other\.test/);
		await person.picks('Side');
		await person.picks('Server');
		await previewHas(/createServer/);
		person.willPress('Copy Anyway');
		await person.picks('Copy');
		const { text } = await result;
		assert.match(text, /createServer/);
		assert.equal(await vscode.env.clipboard.readText(), text);
		await eventually('no preview', () => !isPreviewOpen() || undefined);
	});

	it('shows no private key before it is confirmed', async () => {
		const result = start({ ...certificate(), target: 'openclaw' });
		await person.picks('Files');
		await person.picks('Inline PEM, including the private key');
		const shown = await previewHas(/BEGIN (EC |RSA )?PRIVATE KEY/);
		assert.match(shown, /private\/key\/not\/shown/);
		const [, line = '?'] = readFileSync(issued.files.key ?? '', 'utf8').split('\n');
		assert.ok(!shown.includes(line));
		person.willPress('Copy Anyway');
		await person.picks('Copy');
		assert.ok((await result).text.includes(line));
	});

	it('says in the list what cannot work', async () => {
		const result = start({ ...certificate(), target: 'haproxy', url: 'https://other.test' });
		const rows = await person.picks('Copy');
		assert.match(rows.slice(rows.indexOf('Checks')).join('\n'), /other\.test.*\nPreflight…$/s);
		person.willPress('Copy Anyway');
		await person.picks('Continue without the file');
		const { conversion } = await result;
		assert.equal(conversion?.format, 'combinedPem');
		assert.ok(!existsSync(join(folder.path, 'form.test.combined.pem')));
	});

	it('inserts at the cursor with the indentation of the file, as one step of undo', async () => {
		const before = 'agents:\n    first:\n        \n';
		const editor = await vscode.window.showTextDocument(folder.write('insert.yaml', before));
		editor.selection = new vscode.Selection(2, 8, 2, 8);
		const result = start({ ...certificate(), target: 'openclaw' });
		await person.picks('Insert at Cursor');
		await result;
		assert.match(editor.document.getText(), /\n {8}vault_connection:\n {10}url: https:/);
		await vscode.window.showTextDocument(editor.document);
		await vscode.commands.executeCommand('undo');
		await eventually('what was there', () => editor.document.getText() === before || undefined);
	});

	const old = '# mine\nname: agent # who\nvault_connection:\n  url: old\n  retry: 3\n';

	async function merge(name: string) {
		const file = folder.write(name, old);
		const result = start({ ...certificate(), target: 'openclaw', output: 'merge' });
		await person.picks('Merge into File…');
		return { file, result };
	}

	it('merges into a file once its diff is accepted; undo brings back what was there', async () => {
		const { file, result } = await merge('accept.yaml');
		person.willPress('Accept');
		await person.picks('accept.yaml');
		await result;
		const text = readFileSync(file.fsPath, 'utf8');
		assert.match(
			text,
			/^# mine\nname: agent # who\nvault_connection:\n {2}url: https.*\n {2}retry: 3\n {2}mtls:\n/,
		);
		assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file.fsPath);
		await vscode.commands.executeCommand('undo');
		const document = await vscode.workspace.openTextDocument(file);
		await eventually('what was there', () => document.getText() === old || undefined);
		await document.save();
	});

	it('writes nothing before that, and nothing when it is discarded', async () => {
		const { file, result } = await merge('discard.yaml');
		const end = result.then(
			() => 'merged',
			(error: unknown) => isPkiError(error, 'cancelled'),
		);
		await person.picks('discard.yaml');
		const tab = await eventually('the diff', () => {
			const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
			return input instanceof vscode.TabInputTextDiff ? input : undefined;
		});
		const proposal = await vscode.workspace.openTextDocument(tab.modified);
		assert.match(proposal.getText(), /mtls:/);
		assert.equal(readFileSync(file.fsPath, 'utf8'), old);
		await discard(context, { options: { uri: tab.modified }, selection: [], interactive: true });
		assert.equal(await end, true);
		assert.equal(readFileSync(file.fsPath, 'utf8'), old);
	});

	it('proposes anew when the file changes meanwhile', async () => {
		const { file, result } = await merge('meanwhile.yaml');
		await person.picks('meanwhile.yaml');
		const tab = await eventually('the diff', () => {
			const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
			return input instanceof vscode.TabInputTextDiff ? input : undefined;
		});
		const edit = new vscode.WorkspaceEdit();
		edit.insert(file, new vscode.Position(0, 0), '# later\n');
		await vscode.workspace.applyEdit(edit);
		await accept(context, { options: { uri: tab.modified }, selection: [], interactive: true });
		await result;
		const document = await vscode.workspace.openTextDocument(file);
		assert.match(document.getText(), /^# later\n# mine\n(?:.*\n)*.*mtls:/);
		await document.save();
	});

	it('makes one PEM file for HAProxy, for its owner alone', async () => {
		const result = start({ ...certificate(), target: 'haproxy' });
		await person.picks('Copy');
		const file = join(folder.path, `${stem()}.combined.pem`);
		await person.picks(`Create ${basename(file)}`);
		const { text, conversion } = await result;
		assert.equal(conversion, undefined);
		assert.ok(text.includes(basename(file)));
		assert.equal(statSync(file).mode & 0o777, 0o600);
		const pem = readFileSync(file, 'utf8');
		createSecureContext({ cert: pem, key: pem });
		const again = start({ ...certificate(), target: 'haproxy' });
		await person.picks('Copy');
		await person.picks(`Use ${basename(file)}`);
		await again;
		assert.equal(readFileSync(file, 'utf8'), pem);
	});

	it('makes a key store for Java where the person says', async () => {
		const result = start({ ...certificate(), target: 'java-pkcs12' });
		const store = join(folder.path, 'own.p12');
		person.willSaveAs(vscode.Uri.file(store));
		await person.picks('Copy');
		await person.picks('Create elsewhere…');
		await person.types('secret');
		await person.types('secret');
		assert.ok((await result).text.includes('own.p12'));
		assert.equal(statSync(store).mode & 0o777, 0o600);
		const context = createSecureContext({ pfx: readFileSync(store), passphrase: 'secret' });
		assert.ok(context.context);
	});

	it('makes an unencrypted PKCS #8 key of an encrypted one, after its password and a question', async () => {
		const pem = createPrivateKey(readFileSync(issued.files.key ?? '')).export({
			...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' },
		});
		const own = join(dirname(issued.files.certificate), 'locked.crt');
		writeFileSync(own, readFileSync(issued.files.certificate));
		writeFileSync(own.replace('.crt', '.key'), pem, { mode: 0o600 });
		const result = start({ uri: vscode.Uri.file(own), target: 'java-pem' });
		await person.picks('Copy');
		await person.picks('Create locked.pkcs8.key');
		person.willPress('Write Unencrypted');
		await person.types('open');
		await eventually('the file', () => existsSync(own.replace('.crt', '.pkcs8.key')) || undefined);
		const made = readFileSync(own.replace('.crt', '.pkcs8.key'), 'utf8');
		assert.match(made, /^-----BEGIN PRIVATE KEY-----/);
		await result.catch((error: unknown) => assert.ok(isPkiError(error, 'cancelled')));
	});

	for (const [title, options, code] of [
		['a merge without a file', { output: 'merge' }, 'invalid'],
		[
			'a merge into a file that is not there',
			{ output: 'merge', into: '/nowhere/a.yaml' },
			'notFound',
		],
		['a merge into another format', { output: 'merge', into: '/nowhere/a.json' }, 'invalid'],
		['an insertion without an editor', { output: 'insert' }, 'invalid'],
	] as const) {
		it(`refuses ${title}`, async () => {
			const given = { target: 'openclaw', certificate: issued.files.certificate, url, ...options };
			await assert.rejects(
				run(context, { options: given, selection: [], interactive: false }),
				(error) => isPkiError(error, code),
			);
		});
	}

	function stem(): string {
		return basename(issued.files.certificate).replace(/\.crt$/, '');
	}

	function indented(file: string): string {
		return readFileSync(file, 'utf8').replace(/^(?=.)/gm, '    ');
	}
});
