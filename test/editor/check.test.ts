/** `pki.check`: the same findings as in the Problems panel, for programs. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { derOf, pemOf } from '../support/certificates.js';
import { call, codeOf } from '../support/commandDoor.js';
import { closeEditors, eventually, openText, WorkspaceFolder } from '../support/editor.js';
import type { CheckFinding, CheckOptions } from '../../src/api.js';
import { makeCertificate, makeRoot } from '../matrix/material.js';

const expired = (name = 'old.test') => pemOf({ name, from: -40, to: -3 });
const indented = (pem: string) => pem.replace(/^(?=.)/gm, '    ');
const diagnosticsOf = (uri: vscode.Uri) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PKI');
const check = async (options: CheckOptions): Promise<CheckFinding[]> =>
	(await call('pki.check', options)).findings;
/** VS Code keeps the documents of closed tabs for a while. */
const checkOpen = async ({ uri }: vscode.TextDocument) =>
	(await check({})).filter((finding) => finding.uri === uri.fsPath);
const codes = (findings: readonly CheckFinding[]) => findings.map(({ code }) => code);

describe('pki.check', () => {
	let folder: WorkspaceFolder;
	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());
	const set = (name: 'severity' | 'exclude', value: unknown) =>
		vscode.workspace
			.getConfiguration('pki.diagnostics')
			.update(name, value, vscode.ConfigurationTarget.Global);
	afterEach(async () => {
		await set('severity', undefined);
		await set('exclude', undefined);
		await closeEditors();
	});

	it('finds what is wrong in a Secret, at its base64 value', async () => {
		const value = Buffer.from(expired()).toString('base64');
		const text = `kind: Secret\ndata:\n  tls.crt: ${value}\n`;
		const [finding, ...others] = await check({ text, languageId: 'yaml' });
		assert.deepEqual(others, []);
		assert.ok(finding);
		const { message, ...facts } = finding;
		assert.match(message, /^old\.test expired 3 days ago/);
		assert.deepEqual(facts, {
			uri: '',
			range: {
				start: { line: 2, character: 11 },
				end: { line: 2, character: 11 + value.length },
			},
			rule: 'expiry',
			code: 'expired',
			severity: 'error',
			fixes: [],
		});
	});

	it('reads a text as the format that its language or path says', async () => {
		const text = `a: >\n${indented(pemOf({ to: 300 }))}`;
		assert.deepEqual(codes(await check({ text, languageId: 'yaml' })), ['foldedYaml']);
		const path = `${folder.path}/values.yaml`;
		const [finding] = await check({ text, path });
		assert.deepEqual([finding?.uri, finding?.code], [path, 'foldedYaml']);
		assert.deepEqual(codes(await check({ text, languageId: 'markdown' })), ['foldedYaml']);
		assert.deepEqual(codes(await check({ text, path: `${folder.path}/notes.md` })), []);
	});

	it('checks files of any kind, with what lies beside them, and names the fixes', async () => {
		const issuing = makeRoot('Issuing CA', { issuer: makeRoot('Root') });
		const leaf = makeCertificate({
			name: 'web.test',
			dns: ['web.test'],
			issuer: issuing,
			ca: false,
		});
		const chain = folder.write('chain.pem', issuing.pem + leaf.pem);
		const json = folder.write('config.json', JSON.stringify({ cert: expired() }));
		const der = folder.write('old.der', derOf({ from: -9, to: -2 }));
		const findings = await check({ uris: [chain, json.fsPath, der] });
		const by = (uri: vscode.Uri) => findings.filter((finding) => finding.uri === uri.fsPath);
		assert.deepEqual(by(chain).find(({ code }) => code === 'leafNotFirst')?.fixes, [
			'Reorder chain',
		]);
		assert.deepEqual(codes(by(json)), ['expired']);
		assert.deepEqual(by(json)[0]?.range.start, { line: 0, character: '{"cert":"'.length });
		assert.deepEqual(codes(by(der)), ['expired']);
	});

	it('answers for the open files what the Problems panel says', async () => {
		const document = await openText(folder, `cert: |\n${indented(expired())}`, 'yaml');
		const [shown] = await eventually('the finding', () => {
			const all = diagnosticsOf(document.uri);
			return all.length > 0 ? all : undefined;
		});
		assert.ok(shown);
		for (const findings of [await checkOpen(document), await check({ uris: [document.uri] })]) {
			const [finding, ...others] = findings;
			assert.deepEqual(others, []);
			assert.ok(finding);
			const { start, end } = finding.range;
			assert.deepEqual(
				new vscode.Range(start.line, start.character, end.line, end.character),
				shown.range,
			);
			assert.equal(finding.message, shown.message);
			assert.equal(finding.uri, document.uri.fsPath);
		}
	});

	it('and the Problems panel go by the severities that are set, and by comments', async () => {
		const document = await openText(folder, expired(), 'pem');
		const shows = (...wanted: readonly vscode.DiagnosticSeverity[]) =>
			eventually(`severities ${wanted.join()}`, () => {
				const severities = diagnosticsOf(document.uri).map(({ severity }) => severity);
				return severities.join() === wanted.join() ? true : undefined;
			});
		await shows(vscode.DiagnosticSeverity.Error);
		await set('severity', { expired: 'hint' });
		await shows(vscode.DiagnosticSeverity.Hint);
		assert.deepEqual(
			(await checkOpen(document)).map(({ severity }) => severity),
			['hint'],
		);
		await set('severity', { expiry: 'off' });
		await shows();
		assert.deepEqual(await checkOpen(document), []);
		await set('severity', undefined);
		await shows(vscode.DiagnosticSeverity.Error);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 0), '# pki-ignore: expired\n');
		await vscode.workspace.applyEdit(edit);
		await shows();
		assert.deepEqual(await checkOpen(document), []);
	});

	it('leaves out open files that are excluded, unless they are named', async () => {
		await set('exclude', ['**/*.yaml']);
		const document = await openText(folder, `cert: |\n${indented(expired())}`, 'yaml');
		assert.deepEqual(await checkOpen(document), []);
		assert.deepEqual(codes(await check({ uris: [document.uri] })), ['expired']);
		assert.deepEqual(diagnosticsOf(document.uri), []);
		await set('exclude', []);
		assert.deepEqual(codes(await checkOpen(document)), ['expired']);
	});

	it('looks through the whole workspace, where nothing is named', async () => {
		// Where the others have left nothing.
		const place = new WorkspaceFolder();
		const secret = place.write('k8s/secret.yaml', `cert: |\n${indented(expired())}`);
		place.write('certs/old.crt', expired());
		const config = place.write('app/tls.yaml', 'cert_file: ../certs/old.crt\nca_file: gone.crt\n');
		place.write('test/wrong.pem', expired());
		place.write('.gitignore', 'ignored\n');
		place.write('ignored/old.pem', expired());
		const document = await openText(place, pemOf(), 'pem');
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 0), expired('typed.test'));
		await vscode.workspace.applyEdit(edit);
		const findings = (await check({})).filter(({ uri }) => uri.startsWith(place.path));
		const found = findings.map(({ uri, code, range }) => [uri, code, range.start.line]);
		assert.deepEqual(found, [
			[config.fsPath, 'pathExpired', 0],
			[config.fsPath, 'pathNotFound', 1],
			[`${place.path}/certs/old.crt`, 'expired', 0],
			[secret.fsPath, 'expired', 1],
			...found.filter(([uri]) => uri === document.uri.fsPath),
		]);
		assert.ok(found.some(([uri, code]) => uri === document.uri.fsPath && code === 'expired'));
		// A scan is never louder than a warning.
		await eventually('the diagnostic', () => diagnosticsOf(secret)[0]);
		assert.deepEqual(
			diagnosticsOf(secret).map(({ severity }) => severity),
			[vscode.DiagnosticSeverity.Warning],
		);
		await vscode.commands.executeCommand('workbench.action.files.revert');
		place.remove();
	});

	it('refuses what it cannot read', async () => {
		const missing = vscode.Uri.joinPath(vscode.Uri.file(folder.path), 'missing.pem');
		assert.equal(await codeOf(call('pki.check', { uris: [missing] })), 'notFound');
		assert.equal(await codeOf(call('pki.check', { path: missing.fsPath })), 'invalid');
		const both = { text: '', uris: [missing] };
		assert.equal(await codeOf(call('pki.check', both)), 'invalid');
	});

	it('answers nothing of a private key', async () => {
		const { privateKey } = await import('node:crypto').then(({ generateKeyPairSync }) =>
			generateKeyPairSync('ec', { namedCurve: 'P-256' }),
		);
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const answer = JSON.stringify(await check({ text: expired() + pem }));
		assert.match(answer, /foreignKey/);
		for (const line of pem.split('\n').slice(1, -2)) assert.ok(!answer.includes(line));
	});
});
