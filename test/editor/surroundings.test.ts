/** What is found in a file by what stands around it, while it is edited, and where nothing is wanted. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CheckFinding, CheckOptions } from '../../src/api.js';
import { toPem } from '../../src/core/find/pem.js';
import { Checks } from '../../src/problems/expiry/checks.js';
import { findOnRequest } from '../../src/problems/findOnRequest.js';
import { ReportStore } from '../../src/problems/store.js';
import { DocumentBlocks } from '../../src/services/blocks/documentBlocks.js';
import { LazyIndex } from '../../src/services/workspace/lazyIndex.js';
import { DocumentReferences } from '../../src/services/references/documentReferences.js';
import { activate, expired, hoverIn, ours, titlesIn } from '../support/blocksInEditor.js';
import { pemOf } from '../support/certificates.js';
import { call } from '../support/commandDoor.js';
import { commonName, crl, integer, sequence, utcTime } from '../support/der.js';
import { closeEditors, eventually, openText, WorkspaceFolder } from '../support/editor.js';

const codesIn = (uri: vscode.Uri) =>
	ours(uri).map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code)));
const waitForCodes = (uri: vscode.Uri, ...wanted: readonly string[]) =>
	eventually(`the findings ${wanted.join()}`, () =>
		codesIn(uri).join() === wanted.join() ? true : undefined,
	);
const check = async (options: CheckOptions): Promise<readonly CheckFinding[]> =>
	(await call('pki.check', options)).findings;
const codes = (findings: readonly CheckFinding[]) => findings.map(({ code }) => code);

describe('a file and what stands around it', () => {
	let folder: WorkspaceFolder;
	before(activate);
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await vscode.workspace
			.getConfiguration('pki.diagnostics')
			.update('severity', undefined, vscode.ConfigurationTarget.Global);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await closeEditors();
		folder.remove();
	});

	const serial = integer('0a11');
	// A name of its own: documents that other tests closed may linger, and their CRLs with them.
	const issuer = commonName('Surroundings CA');
	const certificate = pemOf({ name: 'web.test', issuer, serial });
	const crlDer = (...serials: readonly Buffer[]) => crlOf(issuer, ...serials);
	const crlOf = (by: Buffer, ...serials: readonly Buffer[]) =>
		crl({
			issuer: by,
			entries: serials.map((each) => sequence(each, utcTime('260101000000Z'))),
			nextUpdate: utcTime('350101000000Z'),
		});

	it('is revoked by a CRL beside it, as long as that does so', async () => {
		const { uri } = await openText(folder, certificate, 'pem');
		const list = folder.write('ca.crl', crlDer(serial));
		await waitForCodes(uri, 'certificateRevokedHere');
		assert.match(ours(uri)[0]?.message ?? '', /^web\.test is revoked by .*ca\.crl since /);
		folder.write('ca.crl', crlDer(integer('05')));
		await waitForCodes(uri);
		folder.write('ca.crl.pem', toPem('X509 CRL', crlDer(serial)));
		rmSync(list.fsPath);
		await waitForCodes(uri, 'certificateRevokedHere');
	});

	it('is revoked by a CRL in an open document, as long as it stands there', async () => {
		const { uri } = await openText(folder, certificate, 'pem');
		const content = `crl: |\n${toPem('X509 CRL', crlDer(serial)).replace(/^(?=.)/gm, '  ')}`;
		const other = await openText(folder, content, 'yaml');
		await waitForCodes(uri, 'certificateRevokedHere');
		const edit = new vscode.WorkspaceEdit();
		edit.replace(other.uri, new vscode.Range(0, 0, other.lineCount, 0), 'crl:\n');
		await vscode.workspace.applyEdit(edit);
		await waitForCodes(uri);
	});

	it('is not revoked by a CRL that lies where certificates are wrong on purpose', async () => {
		const settings = vscode.workspace.getConfiguration('pki.diagnostics');
		const { Global } = vscode.ConfigurationTarget;
		await settings.update('exclude', ['**/wrong-on-purpose/**'], Global);
		try {
			const by = commonName('CA of the excluded');
			const crlPem = toPem('X509 CRL', crlOf(by, serial));
			const pem = pemOf({ name: 'web.test', issuer: by, serial });
			for (const [place, expected] of [
				['wrong-on-purpose', []],
				['certs', ['certificateRevokedHere']],
			] as const) {
				const list = folder.write(`${place}/list.pem`, crlPem);
				await vscode.window.showTextDocument(list, { preview: false });
				const { uri } = await openText(folder, pem, 'pem');
				assert.deepEqual(codes(await check({ uris: [uri] })), expected, place);
			}
			const beside = folder.write('wrong-on-purpose/web.pem', pem);
			assert.deepEqual(codes(await check({ uris: [beside] })), ['certificateRevokedHere']);
		} finally {
			await settings.update('exclude', undefined, Global);
		}
	});

	it('is judged by both where it is named and not open', async () => {
		folder.write('ca.crl', crlDer(serial));
		const web = folder.write('web.pem', certificate);
		assert.deepEqual(codes(await check({ uris: [web] })), ['certificateRevokedHere']);
		folder.write('old.pem', expired());
		const config = folder.write('tls.yaml', 'tls:\n  cert: old.pem\n  ca_file: gone.pem\n');
		const findings = await check({ uris: [config] });
		assert.deepEqual(codes(findings), ['pathExpired', 'pathNotFound']);
		assert.equal(findings[0]?.range.start.line, 1);
	});

	it('is answered for as it stands when it is edited during the check', async () => {
		const document = await openText(folder, expired(), 'pem');
		const extension = vscode.extensions.getExtension('pki-workbench.pki-workbench');
		assert.ok(extension);
		const { extensionPath } = extension;
		const log = vscode.window.createOutputChannel('PKI test', { log: true });
		const blocks = new DocumentBlocks(extensionPath);
		const workspace = new LazyIndex({ extensionPath, blocks, log });
		const services = { log, blocks, references: new DocumentReferences(), workspace };
		const store = new ReportStore();
		try {
			const checks = new Checks(services, store);
			let edits = 0;
			const checkOpen = async (one: vscode.TextDocument) => {
				const checked = checks.check(one);
				if ((edits += 1) === 1) {
					const edit = new vscode.WorkspaceEdit();
					edit.replace(one.uri, new vscode.Range(0, 0, one.lineCount, 0), pemOf());
					assert.equal(await vscode.workspace.applyEdit(edit), true);
				}
				await checked;
			};
			const request = { uris: [document.uri] };
			const { findings } = await findOnRequest({ services, store, checkOpen }, request, {});
			assert.deepEqual(findings, []);
			assert.equal(store.get(document.uri)?.findings.length, 0);
		} finally {
			vscode.Disposable.from(store, ...Object.values(services)).dispose();
		}
	});

	it('has nothing anywhere of a rule that is off', async () => {
		const text = expired().replace('-----BEGIN', '----BEGIN');
		const document = await openText(folder, text, 'pem');
		const { uri } = document;
		const fixAll = () =>
			vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				uri,
				new vscode.Range(0, 0, document.lineCount, 0),
				vscode.CodeActionKind.SourceFixAll.append('pki').value,
			);
		const shown = async () => ({
			checked: codes(await check({ uris: [uri] })),
			hover: (await hoverIn(document, 3))?.text.includes('pki.showRule'),
			lens: (await titlesIn(document)).filter((title) => title.includes('finding')).length,
			fixes: (await fixAll()).length,
		});
		await eventually('the findings', () => (codesIn(uri).length === 2 ? true : undefined));
		const all = await shown();
		assert.deepEqual([...all.checked].sort(), ['expired', 'spoiltBegin']);
		assert.deepEqual([all.hover, all.lens, all.fixes], [true, 1, 1]);
		const off = { framing: 'off', expired: 'off' };
		await vscode.workspace
			.getConfiguration('pki.diagnostics')
			.update('severity', off, vscode.ConfigurationTarget.Global);
		await waitForCodes(uri);
		assert.deepEqual(await shown(), { checked: [], hover: false, lens: 0, fixes: 0 });
	});
});
