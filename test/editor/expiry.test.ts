import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CheckExpiryOptions, ExpiryFinding } from '../../src/api.js';
import { derOf, pemOf, tornPem } from '../support/certificates.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

async function check(options: CheckExpiryOptions): Promise<ExpiryFinding[]> {
	const result = await vscode.commands.executeCommand<{ findings: ExpiryFinding[] }>(
		'pki.checkExpiry',
		options,
	);
	return result.findings;
}

const expired = () => pemOf({ name: 'old.test', from: -40, to: -3 });
const soon = () => pemOf({ name: 'soon.test', from: -360, to: 5 });
const ours = (uri: vscode.Uri) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PKI');
const severities = (uri: vscode.Uri) => ours(uri).map(({ severity }) => severity);
const { Error: errorSeverity, Warning, Information } = vscode.DiagnosticSeverity;

describe('pki.checkExpiry', () => {
	let folder: WorkspaceFolder;
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
		// What was found in the removed files is forgotten.
		await check({});
	});

	it('finds each certificate at its line', async () => {
		const text = `${pemOf()}# two more\n${expired()}${soon()}`;
		const uri = folder.write('bundle.pem', text);
		const begins = text
			.split('\n')
			.flatMap((line, index) => (line.includes('BEGIN') ? [index] : []));
		const findings = await check({ uris: [uri] });
		assert.deepEqual(
			findings.map(({ uri: file, line, subject, state }) => [file, line, subject, state]),
			[
				[uri.fsPath, begins[1], 'CN=old.test', 'expired'],
				[uri.fsPath, begins[2], 'CN=soon.test', 'expiresSoon'],
			],
		);
		for (const { notAfter } of findings) assert.match(notAfter, /^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
	});

	it('goes by the days alone when they are given', async () => {
		const uri = folder.write('a.crt', pemOf({ from: 0, to: 20 }));
		assert.deepEqual(await check({ uris: [uri.fsPath] }), []);
		assert.equal((await check({ uris: [uri], withinDays: 30 }))[0]?.state, 'expiresSoon');
		assert.deepEqual(await check({ uris: [uri], withinDays: 10 }), []);
	});

	it('reads DER, and certificates that begin later', async () => {
		const uri = folder.write('later.der', derOf({ from: 2, to: 30 }));
		const [finding] = await check({ uris: [uri] });
		assert.deepEqual([finding?.state, finding?.line], ['notYetValid', 0]);
	});

	it('searches a folder that is named, whatever the settings leave out', async () => {
		folder.write('test/fixtures/old.pem', expired());
		folder.write('notes.txt', expired());
		const findings = await check({ uris: [folder.path] });
		assert.deepEqual(
			findings.map(({ uri }) => uri),
			[vscode.Uri.joinPath(vscode.Uri.file(folder.path), 'test/fixtures/old.pem').fsPath],
		);
	});

	it('searches the workspace without test folders, and forgets what is gone', async () => {
		const here = folder.write('certs/old.pem', expired());
		for (const name of ['test/old.pem', 'a/fixtures/old.pem', 'node_modules/m/old.pem']) {
			folder.write(name, expired());
		}
		const own = (findings: ExpiryFinding[]) =>
			findings.map(({ uri }) => uri).filter((uri) => uri.startsWith(folder.path));
		assert.deepEqual(own(await check({})), [here.fsPath]);
		await eventually('the diagnostic', () => ours(here)[0]);
		folder.write('certs/old.pem', pemOf());
		assert.deepEqual(own(await check({})), []);
		await eventually('no diagnostic', () => (ours(here).length === 0 ? true : undefined));
	});

	it('finds in the workspace what stands in files of any name', async () => {
		const yaml = folder.write('values.yaml', `tls: |\n${expired().replace(/^(?=.)/gm, '  ')}`);
		const found = (await check({})).filter(({ uri }) => uri.startsWith(folder.path));
		assert.deepEqual(
			found.map(({ uri, line, state }) => [uri, line, state]),
			[[yaml.fsPath, 1, 'expired']],
		);
	});

	it('rejects when a named file cannot be read', async () => {
		const missing = vscode.Uri.joinPath(vscode.Uri.file(folder.path), 'missing.pem');
		await assert.rejects(check({ uris: [missing] }), { code: 'notFound' });
		await assert.rejects(check({ withinDays: -1 }), { code: 'invalid' });
	});
});

describe('expiry in the Problems panel', () => {
	let folder: WorkspaceFolder;
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
		await check({});
	});

	it('has errors for open documents only, so that nothing else stops a launch', async () => {
		const uri = folder.write('old.pem', expired() + soon());
		await check({ uris: [uri] });
		await eventually('quiet findings', () => (ours(uri).length === 2 ? true : undefined));
		assert.deepEqual(severities(uri), [Warning, Information]);
		await vscode.window.showTextDocument(uri);
		await eventually('loud findings', () =>
			severities(uri).includes(errorSeverity) ? true : undefined,
		);
		assert.deepEqual(severities(uri), [errorSeverity, Warning]);
	});

	it('stands at the BEGIN line of files that nobody has open, whatever they are written in', async () => {
		const text = `0: Certificate\n${expired()}`;
		const listed = folder.write('listed.pem', text);
		const wide = folder.write('wide.pem', Buffer.from(`\ufeff${text}`, 'utf16le'));
		await check({ uris: [listed, wide] });
		for (const uri of [listed, wide]) {
			const { range } = await eventually('the diagnostic', () => ours(uri)[0]);
			assert.deepEqual([range.start.line, range.start.character, range.end.line], [1, 0, 1]);
		}
	});

	it('stands at the BEGIN line and says when', async () => {
		const uri = folder.write('old.pem', `\n\n${expired()}`);
		await vscode.window.showTextDocument(uri);
		const found = await eventually('the finding', () => ours(uri)[0]);
		assert.deepEqual([found.range.start.line, found.range.end.line], [2, 2]);
		assert.match(found.message, /^old\.test expired 3 days ago \(\d{4}-/);
	});

	it('follows changes', async () => {
		const uri = folder.write('edit.pem', pemOf());
		const document = await vscode.workspace.openTextDocument(uri);
		const editor = await vscode.window.showTextDocument(document);
		const replace = (text: string) =>
			editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), text));
		await replace(tornPem());
		const torn = await eventually('the torn block', () => ours(uri)[0]);
		assert.match(torn.message, /cannot be read/);
		await replace(pemOf());
		await eventually('silence', () => (ours(uri).length === 0 ? true : undefined));
		await vscode.commands.executeCommand('workbench.action.files.save');
	});

	it('is silent in test folders, and at most remarks when asked there', async () => {
		const uri = folder.write('test/fixtures/old.pem', expired());
		const other = folder.write('old.pem', expired());
		await vscode.window.showTextDocument(uri);
		await vscode.window.showTextDocument(other);
		await eventually('the other finding', () => ours(other)[0]);
		assert.deepEqual(ours(uri), []);
		await check({ uris: [uri] });
		await eventually('the remark', () => ours(uri)[0]);
		assert.deepEqual(severities(uri), [Information]);
	});
});
