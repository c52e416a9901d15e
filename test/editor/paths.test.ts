/** What stands at the path of a certificate or key file: links, hover, lens and findings, which follow the file. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { closeEditors, eventually, openText, WorkspaceFolder } from '../support/editor.js';
import { linksIn, pathHoverIn } from '../support/paths.js';

const ca = makeRoot('CA');
const web = makeCertificate({ name: 'web.test', issuer: ca, dns: ['web.test'], to: 300 });
const old = makeCertificate({ name: 'old.test', issuer: ca, from: -40, to: -3 });

const ours = (uri: vscode.Uri) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PKI');
const codes = (uri: vscode.Uri) =>
	ours(uri).map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code)));

const waitForCodes = (uri: vscode.Uri, ...wanted: readonly string[]) =>
	eventually(`the findings ${wanted.join(', ')}, not ${codes(uri).join(', ')}`, () =>
		codes(uri).join() === wanted.join() ? true : undefined,
	);

describe('the path of a file', () => {
	let folder: WorkspaceFolder;
	let outside: string;
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
		outside = mkdtempSync(join(tmpdir(), 'pki-outside-'));
	});
	afterEach(async () => {
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await closeEditors();
		folder.remove();
		rmSync(outside, { recursive: true, force: true });
		Reflect.deleteProperty(process.env, 'PKI_TEST_CERTS');
	});

	it('is a link to the file: beside, in the workspace, by a variable and a URL', async () => {
		const beside = folder.write('certs/web.pem', web.pem);
		const root = vscode.workspace.workspaceFolders?.[0]?.uri;
		assert.ok(root);
		const inWorkspace = `${vscode.workspace.asRelativePath(folder.path, false)}/certs/web.pem`;
		writeFileSync(join(outside, 'a.pem'), web.pem);
		process.env.PKI_TEST_CERTS = outside;
		const url = vscode.Uri.file(join(outside, 'a.pem')).toString();
		const document = await openText(
			folder,
			`a:\n  cert_file: certs/web.pem\n  ca_file: ${inWorkspace}\n  b_file: \${workspaceFolder}/${inWorkspace}\n` +
				`c:\n  ca_file: "$PKI_TEST_CERTS/a.pem"\n  d: ${url}\n  e: gone.pem\n  f: https://a.test/web.pem\n`,
			'yaml',
		);
		const other = vscode.Uri.file(join(outside, 'a.pem')).toString();
		assert.deepEqual(await linksIn(document), [
			['certs/web.pem', beside.toString()],
			[inWorkspace, beside.toString()],
			[`\${workspaceFolder}/${inWorkspace}`, beside.toString()],
			['$PKI_TEST_CERTS/a.pem', other],
			[url, other],
		]);
	});

	it('is no link to a folder, and none to a device', async () => {
		mkdirSync(join(folder.path, 'dir.pem'));
		symlinkSync('/dev/zero', join(folder.path, 'zero.pem'));
		const up = '../'.repeat(30);
		const text = `ca_file: dir.pem\ncert_file: zero.pem\nkey_file: ${up}dev/null.pem\n`;
		assert.deepEqual(await linksIn(await openText(folder, text, 'yaml')), []);
	});

	it('has the hover of what the file holds, below the finding that VS Code shows', async () => {
		folder.write('old.pem', old.pem + ca.pem);
		const document = await openText(folder, 'tls:\n  cert: old.pem\n  key: other\n', 'yaml');
		await waitForCodes(document.uri, 'pathExpired');
		const [finding] = ours(document.uri);
		assert.match(finding?.message ?? '', /^old\.pem expired 3 days ago/);
		assert.equal(finding?.severity, vscode.DiagnosticSeverity.Error);
		assert.equal(document.getText(finding.range), 'old.pem');
		const hover = await pathHoverIn(document, 'old.pem');
		assert.ok(hover);
		for (const part of ['old.test', 'Expired · 3 days ago', 'CA', 'Show Details']) {
			assert.ok(hover.includes(part), `${part} in ${hover}`);
		}
		assert.ok(!hover.includes('old.pem expired'), hover);
		assert.equal(await pathHoverIn(document, 'other'), undefined);
	});

	it('shows no byte of a private key', async () => {
		folder.write('web.key', web.keyPem);
		const document = await openText(folder, 'key_file: web.key\n', 'yaml');
		const hover = await pathHoverIn(document, 'web.key');
		assert.match(hover ?? '', /Private key/);
		assert.ok(!hover?.includes(web.keyPem.split('\n')[1] ?? ''));
	});

	it('has a lens only where something is wrong', async () => {
		folder.write('web.pem', web.pem);
		folder.write('old.pem', old.pem);
		const document = await openText(folder, 'a: web.pem\nca_file: web.pem\nb: old.pem\n', 'yaml');
		await waitForCodes(document.uri, 'pathExpired');
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		assert.deepEqual(
			lenses.map(({ range }) => range.start.line),
			[2, 2],
		);
		assert.match(lenses[0]?.command?.title ?? '', /^old\.pem expired 3 days ago/);
		assert.equal(lenses[1]?.command?.title, 'Details');
	});

	it('has findings that follow the file: replaced, deleted, made, renamed', async () => {
		const certificate = folder.write('web.pem', web.pem);
		const key = folder.write('web.key', ca.keyPem);
		const { uri } = await openText(folder, 'tls:\n  cert: web.pem\n  key: web.key\n', 'yaml');
		await waitForCodes(uri, 'pathKeyMismatch', 'pathCertificateMismatch');
		writeFileSync(key.fsPath, web.keyPem);
		await waitForCodes(uri);
		rmSync(key.fsPath);
		await waitForCodes(uri, 'pathNotFound');
		writeFileSync(key.fsPath, web.keyPem);
		await waitForCodes(uri);
		renameSync(certificate.fsPath, `${certificate.fsPath}.old`);
		await waitForCodes(uri, 'pathNotFound');
		writeFileSync(certificate.fsPath, old.pem);
		await waitForCodes(uri, 'pathExpired', 'pathKeyMismatch', 'pathCertificateMismatch');
	}).timeout(90_000);

	it('has findings that go with the path', async () => {
		folder.write('old.pem', old.pem);
		const document = await openText(folder, 'cert: old.pem\n', 'yaml');
		await waitForCodes(document.uri, 'pathExpired');
		const edit = new vscode.WorkspaceEdit();
		edit.delete(document.uri, new vscode.Range(0, 0, 1, 0));
		await vscode.workspace.applyEdit(edit);
		await waitForCodes(document.uri);
		await vscode.commands.executeCommand('undo');
		await waitForCodes(document.uri, 'pathExpired');
	});

	it('has findings that go when its document is closed', async () => {
		folder.write('old.pem', old.pem);
		// Documents that an extension opens stay open for minutes.
		const uri = folder.write('closed.yaml', 'cert: old.pem\n');
		await vscode.commands.executeCommand('vscode.open', uri);
		await waitForCodes(uri, 'pathExpired');
		await closeEditors();
		await waitForCodes(uri);
	});

	it('names a file of more than 4 MB, and reads none', async () => {
		folder.write('big.pem', old.pem + '\n'.repeat(4 * 1024 * 1024));
		const document = await openText(folder, 'cert_file: big.pem\n', 'yaml');
		assert.equal((await linksIn(document)).length, 1);
		assert.equal(await pathHoverIn(document, 'big.pem'), undefined);
	});
});
