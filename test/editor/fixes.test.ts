import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

const root = makeRoot('Root');
const issuing = makeRoot('Issuing CA', { issuer: root });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });
const indented = (text: string, by: string) => text.trimEnd().replaceAll('\n', `\n${by}`);
const spoilt = leaf.pem.replace('-----BEGIN', '----BEGIN');

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
const found = (uri: vscode.Uri, code: string) =>
	vscode.languages.getDiagnostics(uri).find((each) => codeOf(each) === code);

async function runOf({ command, arguments: args = [] }: vscode.Command): Promise<void> {
	const list: readonly unknown[] = args;
	await vscode.commands.executeCommand(command, ...list);
}

function actionsAt(uri: vscode.Uri, range: vscode.Range, kind = vscode.CodeActionKind.QuickFix) {
	return vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		uri,
		range,
		kind.value,
	);
}

describe('quick fixes', () => {
	let folder: WorkspaceFolder;
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await closeEditors();
		folder.remove();
	});

	async function open(name: string, text: string, code: string) {
		const uri = folder.write(name, text);
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document);
		const diagnostic = await eventually(code, () => found(uri, code));
		return { uri, document, diagnostic };
	}

	async function chosen(uri: vscode.Uri, range: vscode.Range, title: string) {
		const actions = await actionsAt(uri, range);
		const action = actions.find((each) => each.title === title);
		assert.ok(action, `${title} in ${actions.map((each) => each.title).join(', ')}`);
		return action;
	}

	for (const [title, code, name, text, after] of [
		['Repair PEM', 'spoiltBegin', 'a.pem', spoilt, leaf.pem],
		['Repair PEM', 'indentedPem', 'b.pem', leaf.pem.replace(/^(?=.)/gm, ' '), leaf.pem],
		[
			'Correct the label',
			'wrongLabel',
			'c.pem',
			leaf.pem.replaceAll('CERTIFICATE', 'X509 CRL'),
			leaf.pem,
		],
		[
			'Keep line breaks with “|”',
			'foldedYaml',
			'd.yaml',
			`cert: >-\n  ${indented(leaf.pem, '  ')}\nport: 443\n`,
			`cert: |-\n  ${indented(leaf.pem, '  ')}\nport: 443\n`,
		],
		[
			'Replace line breaks with “\\n”',
			'lineBreaksInJson',
			'e.json',
			`{"cert": "${leaf.pem}"}\r\n`,
			`{"cert": "${leaf.pem.replaceAll('\n', '\\n')}"}\r\n`,
		],
		[
			'Remove duplicate certificates',
			'duplicateCertificate',
			'f.pem',
			leaf.pem + issuing.pem + leaf.pem,
			leaf.pem + issuing.pem,
		],
		[
			'Remove the root certificate',
			'rootIncluded',
			'g.pem',
			leaf.pem + issuing.pem + root.pem,
			leaf.pem + issuing.pem,
		],
	] as const) {
		it(`${title} mends ${code}`, async () => {
			const { uri, document, diagnostic } = await open(name, text, code);
			const action = await chosen(uri, diagnostic.range, title);
			assert.equal(action.isPreferred, true);
			assert.ok(action.edit);
			await vscode.workspace.applyEdit(action.edit);
			const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
			assert.equal(document.getText(), after.replace(/\r?\n/g, eol));
			await eventually('no finding', () => (found(uri, code) ? undefined : true));
		});
	}

	it('ignore a finding by a comment, where the language has comments', async () => {
		const text = `a: 1\ncert: >-\n  ${indented(leaf.pem, '  ')}\n`;
		const { uri, document, diagnostic } = await open('a.yaml', text, 'foldedYaml');
		const action = await chosen(uri, diagnostic.range, 'Ignore “PEM in folded YAML” here');
		assert.ok(action.edit && action.isPreferred !== true);
		await vscode.workspace.applyEdit(action.edit);
		assert.equal(document.getText(), text.replace('cert', '# pki-ignore: foldedYaml\ncert'));
		await eventually('no finding', () => (found(uri, 'foldedYaml') ? undefined : true));

		const json = await open('a.json', `{"cert": "${leaf.pem}"}`, 'lineBreaksInJson');
		const titles = (await actionsAt(json.uri, json.diagnostic.range)).map(
			({ title: each }) => each,
		);
		assert.deepEqual(
			titles.filter((title) => title.startsWith('Ignore')),
			[],
		);
	});

	it('are all applied by one action, also on save where the setting says so', async () => {
		const text = `# chain\n\n${issuing.pem}${spoilt}${root.pem}`;
		const { uri, document } = await open('chain.pem', text, 'spoiltBegin');
		const kind = vscode.CodeActionKind.SourceFixAll.append('pki');
		const whole = new vscode.Range(0, 0, document.lineCount, 0);
		const [action] = await actionsAt(uri, whole, kind);
		assert.equal(action?.title, 'Fix all certificate problems in this file');
		assert.equal(document.getText(), text);

		const settings = vscode.workspace.getConfiguration('editor', uri);
		await settings.update('codeActionsOnSave', { 'source.fixAll.pki': 'explicit' });
		const wanted = `# new\n# chain\n\n${leaf.pem}${issuing.pem}`;
		try {
			const edit = new vscode.WorkspaceEdit();
			edit.insert(uri, new vscode.Position(0, 0), '# new\n');
			await vscode.workspace.applyEdit(edit);
			// VS Code gives a save a second or two for this: what was typed is looked through before.
			assert.equal((await actionsAt(uri, whole, kind)).length, 1);
			assert.equal(await document.save(), true);
			const saved = readFileSync(uri.fsPath, 'utf8');
			assert.equal(saved, wanted);
		} finally {
			await settings.update('codeActionsOnSave', undefined);
		}
		assert.deepEqual(await actionsAt(uri, whole, kind), []);
	});

	it('restrict a key file to its owner', async () => {
		const uri = folder.write('web.key', leaf.keyPem);
		if (process.platform === 'win32') {
			const run = vscode.commands.executeCommand('pki.restrictKeyFile', { uri });
			await assert.rejects(Promise.resolve(run), { code: 'unsupported' });
			return;
		}
		// What the owner may not do stays so.
		chmodSync(uri.fsPath, 0o440);
		await vscode.commands.executeCommand('pki.restrictKeyFile', { uri });
		assert.equal(statSync(uri.fsPath).mode & 0o777, 0o400);
		chmodSync(uri.fsPath, 0o644);
		await vscode.window.showTextDocument(uri);
		const diagnostic = await eventually('the finding', () => found(uri, 'keyModeTooWide'));
		const { command } = await chosen(uri, diagnostic.range, 'Restrict file to its owner');
		assert.ok(command);
		await runOf(command);
		assert.equal(statSync(uri.fsPath).mode & 0o777, 0o600);
		await eventually('no finding', () => (found(uri, 'keyModeTooWide') ? undefined : true));
	});

	it('add a key to .gitignore', async () => {
		execFileSync('git', ['init', '--quiet'], { cwd: folder.path });
		const { uri, diagnostic } = await open('web.key', leaf.keyPem, 'keyNotIgnored');
		const { command } = await chosen(uri, diagnostic.range, 'Add to .gitignore');
		assert.ok(command);
		await runOf(command);
		assert.equal(readFileSync(join(folder.path, '.gitignore'), 'utf8'), '/*.key\n');
		await eventually('no finding', () => (found(uri, 'keyNotIgnored') ? undefined : true));
	});

	it('ignore a key that git tracks, which stays a finding for as long as git does', async () => {
		const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder.path });
		git('init', '--quiet');
		folder.write('web.key', leaf.keyPem);
		git('add', 'web.key');
		const { uri, diagnostic } = await open('web.key', leaf.keyPem, 'keyTrackedByGit');
		assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning);
		const { command } = await chosen(uri, diagnostic.range, 'Add to .gitignore');
		assert.ok(command);
		await runOf(command);
		assert.equal(readFileSync(join(folder.path, '.gitignore'), 'utf8'), '/*.key\n');
		assert.ok(found(uri, 'keyTrackedByGit'));
		git('rm', '--quiet', '--cached', 'web.key');
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, new vscode.Position(0, 0), '# a note\n');
		await vscode.workspace.applyEdit(edit);
		await eventually('no finding', () => (found(uri, 'keyTrackedByGit') ? undefined : true));
	});

	it('add a missing issuer from another document', async () => {
		const other = makeRoot('Another', { issuer: root });
		const bundle = folder.write('issuers.pem', makeRoot('Issuing CA').pem + issuing.pem);
		await vscode.workspace.openTextDocument(bundle);
		const text = leaf.pem + other.pem;
		const { uri, document, diagnostic } = await open('web.pem', text, 'missingIntermediate');
		const { command } = await chosen(uri, diagnostic.range, 'Add missing issuer…');
		assert.ok(command);
		await runOf(command);
		assert.equal(document.getText(), leaf.pem + issuing.pem + other.pem);
		await eventually('no finding', () => (found(uri, 'missingIntermediate') ? undefined : true));
	});
});
