import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readFileSync,
	readlinkSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as vscode from 'vscode';
import type { IssuedFiles, RotateResult } from '../../src/api.js';
import { reportMarkdown } from '../../src/ui/report/markdown.js';
import { pemOf } from '../support/certificates.js';
import { call, modeOf, refusal } from '../support/commandDoor.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { ReportsInTest } from '../support/shownReports.js';
import { assertPair, certificateIn, contentsOf, verdicts } from '../support/renewed.js';

describe('renewing certificates of the Local CA', function () {
	this.timeout(30_000);
	const person = new PersonInTest();
	const reports = new ReportsInTest();
	let folder: WorkspaceFolder;
	let issued: IssuedFiles;
	beforeEach(async () => {
		folder = new WorkspaceFolder();
		const wish = { names: ['api.test', '10.0.0.7'], usage: 'both' as const, folder: folder.path };
		issued = await call('pki.issueTestCertificate', wish);
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
	});

	/** As from a menu: whatever is missing is asked. */
	const asPerson = (command: string, ...args: readonly unknown[]) =>
		Promise.resolve(vscode.commands.executeCommand<RotateResult | undefined>(command, ...args));

	it('replaces certificate, chain and key together, and keeps the old files', async () => {
		const { certificate, key = '', chain = '' } = issued.files;
		const before = contentsOf(folder.path);
		const old = certificateIn(certificate);
		const result = await call('pki.renewCertificate', { certificate, confirmed: true });
		assert.deepEqual(
			result.files.map((file) => basename(file)).sort(),
			[certificate, chain, key].map((file) => basename(file)).sort(),
		);
		assertPair(certificate, key);
		assertPair(chain, key);
		const fresh = certificateIn(certificate);
		assert.notEqual(fresh.serialNumber, old.serialNumber);
		assert.equal(fresh.subjectAltName, old.subjectAltName);
		assert.deepEqual(fresh.keyUsage, old.keyUsage);
		assert.ok(['600', undefined].includes(modeOf(key)));
		assert.equal(readFileSync(join(folder.path, 'ca.crt'), 'latin1'), before['ca.crt']);
		assert.equal(result.backups.length, 3);
		for (const backup of result.backups) {
			assert.ok(['600', undefined].includes(modeOf(backup)));
			const name = basename(backup).replace(/\.\d{8}T\d{6}Z\.bak$/, '');
			assert.equal(readFileSync(backup, 'latin1'), before[name]);
		}
		assert.deepEqual(verdicts(result), {
			...{ keyMatches: true, chainVerifies: true, namesKept: true, usagesKept: true },
			...{ preflightServer: true, preflightClient: true },
		});
	});

	it('leaves all as it was where the person keeps the files', async () => {
		const before = contentsOf(folder.path);
		const certificate = vscode.Uri.file(issued.files.certificate);
		person.willPress('Keep Files');
		assert.equal(await asPerson('pki.renewCertificate', certificate), undefined);
		assert.deepEqual(contentsOf(folder.path), before);
		assert.match(person.said[0] ?? '', /^Renew “api\.test” and replace 3 files\?$/);
		const { items } = await call('pki.listCertificates', { connection: 'localCa' });
		assert.equal(items[0]?.serialNumber, issued.serialNumber);
	});

	it('rotates after its questions, and ends with a report', async () => {
		const certificate = vscode.Uri.file(issued.files.certificate);
		const key = readFileSync(issued.files.key ?? '', 'utf8');
		const rotated = asPerson('pki.rotate', certificate);
		await person.picks('Keep the private key');
		person.willPress('Renew and Replace');
		await person.types('');
		const result = await rotated;
		assert.equal(result?.files.length, 2);
		assert.equal(readFileSync(issued.files.key ?? '', 'utf8'), key);
		assertPair(issued.files.certificate, issued.files.key ?? '');
		const report = reportMarkdown(await reports.becomes('api.test'));
		assert.match(report, /^# Certificate Renewal: api\.test\n/);
		assert.match(report, /\n- Private key: Same as before\n/);
		assert.match(report, /\| Private key matches the new certificate \| Passed \|/);
		assert.match(report, /api\.test\.crt\.\d{8}T\d{6}Z\.bak/);
		assert.match(report, /nginx -s reload/);
		assert.doesNotMatch(report, /PRIVATE KEY/);
		// The report says it, and has the buttons.
		assert.doesNotMatch(person.said.join('\n'), /renewed, valid until/);
	});

	it('replaces blocks in YAML with all around them as it was', async () => {
		const { certificate, key = '' } = issued.files;
		const [cert, secret] = [certificate, key].map((file) => readFileSync(file, 'utf8'));
		const indented = (text = '') => text.trimEnd().replaceAll('\n', '\n    ');
		const yaml = (c?: string, k?: string) =>
			`# service\ntls:\n  cert: |\n    ${indented(c)}\n  key: |\n    ${indented(k)}\n  port: 443 # https\n`;
		const own = new WorkspaceFolder();
		try {
			const uri = own.write('values.yaml', yaml(cert, secret));
			const options = { certificate: uri, confirmed: true };
			const { files } = await call('pki.renewCertificate', options);
			assert.deepEqual(files, [uri.fsPath]);
			const text = readFileSync(uri.fsPath, 'utf8');
			const blocks = text.match(/-----BEGIN[^]*?-----END [A-Z ]+-----/g) ?? [];
			const [c, k] = blocks.map((block) => block.replaceAll('\n    ', '\n'));
			assert.equal(text, yaml(c, k));
			assert.ok(new X509Certificate(c ?? '').checkPrivateKey(createPrivateKey(k ?? '')));
			assert.equal(readFileSync(certificate, 'utf8'), cert, 'files elsewhere stay');
		} finally {
			own.remove();
		}
	});

	it('changes the link where the files are behind one, as in a mounted Secret', async () => {
		const { certificate, chain = '', key = '' } = issued.files;
		const mounted = join(folder.path, 'mounted');
		const version = '..2026_11_20_08_00_00.123456789';
		mkdirSync(join(mounted, version), { recursive: true });
		for (const [name, from] of [
			['tls.crt', chain],
			['tls.key', key],
		] as const) {
			writeFileSync(join(mounted, version, name), readFileSync(from));
			symlinkSync(join('..data', name), join(mounted, name));
		}
		symlinkSync(version, join(mounted, '..data'));
		const options = { certificate: join(mounted, 'tls.crt'), confirmed: true };
		const { backups } = await call('pki.renewCertificate', options);
		assert.notEqual(readlinkSync(join(mounted, '..data')), version);
		assertPair(join(mounted, 'tls.crt'), join(mounted, 'tls.key'));
		assert.ok(backups.every((file) => file.startsWith(join(mounted, version))));
		assertPair(join(mounted, version, 'tls.crt'), join(mounted, version, 'tls.key'));
		assert.ok(existsSync(certificate));
	});

	it('renews a folder, and passes over what nobody here issued', async () => {
		const other = await call('pki.issueTestCertificate', {
			...{ names: ['other.test'], folder: join(folder.path, 'deep') },
		});
		folder.write('foreign.crt', pemOf({ name: 'foreign.test' }));
		const options = { certificate: folder.path, confirmed: true };
		const { files } = await call('pki.renewCertificate', options);
		assert.equal(files.length, 6);
		assertPair(other.files.certificate, other.files.key ?? '');
		assert.notEqual(
			certificateIn(other.files.certificate).serialNumber.toLowerCase(),
			other.serialNumber,
		);
	});

	it('writes new files of a layout for what no file here holds', async () => {
		const own = new WorkspaceFolder();
		const { serialNumber } = issued;
		for (const file of Object.values(issued.files)) {
			await vscode.workspace.fs.delete(vscode.Uri.file(file));
		}
		const options = { connection: 'localCa', mount: 'local', role: 'both', serialNumber };
		try {
			const { files, backups } = await call('pki.renewCertificate', {
				...{ ...options, folder: own.path, layout: 'kubernetes', confirmed: true },
			});
			assert.deepEqual(
				files.map((file) => basename(file)),
				['tls.crt', 'tls.key', 'ca.crt'],
			);
			assert.deepEqual(backups, []);
			assertPair(join(own.path, 'tls.crt'), join(own.path, 'tls.key'));
			assert.ok(['600', undefined].includes(modeOf(join(own.path, 'tls.key'))));
		} finally {
			own.remove();
		}
	});

	it('refuses what it cannot renew, and says why', async () => {
		const { certificate, key = '' } = issued.files;
		const ca = await refusal(
			call('pki.renewCertificate', { certificate: issued.files.ca ?? '', confirmed: true }),
		);
		assert.deepEqual([ca.code, ca.reason], ['invalid', 'rotateCa']);
		const document = await vscode.workspace.openTextDocument(key);
		const editor = await vscode.window.showTextDocument(document);
		await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '#'));
		const before = contentsOf(folder.path);
		const unsaved = await refusal(call('pki.renewCertificate', { certificate, confirmed: true }));
		assert.equal(unsaved.reason, 'unsavedChanges');
		await vscode.commands.executeCommand('workbench.action.files.revert');
		assert.deepEqual(contentsOf(folder.path), before);
	});

	it('asks a person for the password of an encrypted key, and keeps it encrypted', async () => {
		const { certificate, key = '' } = issued.files;
		const passphrase = 'planted password';
		const encrypted = createPrivateKey(readFileSync(key)).export({
			...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
		});
		writeFileSync(key, encrypted);
		const without = await refusal(call('pki.renewCertificate', { certificate, confirmed: true }));
		assert.equal(without.reason, 'passwordNeeded');
		const renewed = asPerson('pki.renewCertificate', vscode.Uri.file(certificate));
		await person.types('wrong');
		assert.notEqual(await person.isRefused(), '');
		person.willPress('Renew and Replace');
		await person.types(passphrase);
		assert.equal((await renewed)?.files.length, 3);
		const own = createPrivateKey({ key: readFileSync(key), passphrase });
		assert.match(readFileSync(key, 'utf8'), /BEGIN ENCRYPTED PRIVATE KEY/);
		assert.ok(certificateIn(certificate).checkPrivateKey(own));
	});

	it('replaces a key store whose password it is told, and leaves it without', async () => {
		const pkcs12Password = 'planted password';
		const wish = { names: ['pack.test'], folder: folder.path, pkcs12: true, pkcs12Password };
		const { files } = await call('pki.issueTestCertificate', wish);
		const { certificate, pkcs12 = '' } = files;
		const options = { certificate, confirmed: true };
		const opened = await call('pki.renewCertificate', { ...options, password: pkcs12Password });
		assert.ok(opened.files.includes(pkcs12));
		const pfx = readFileSync(pkcs12);
		assert.ok(createSecureContext({ pfx, passphrase: pkcs12Password }));
		assert.ok(['600', undefined].includes(modeOf(pkcs12)));
		const closed = await call('pki.renewCertificate', options);
		assert.ok(!closed.files.includes(pkcs12));
		assert.deepEqual(readFileSync(pkcs12), pfx);
	});

	it('stands above the block in the editor where a connection issued it', async () => {
		const uri = vscode.Uri.file(issued.files.certificate);
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
		const commands = async (of: vscode.Uri) => {
			const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
				'vscode.executeCodeLensProvider',
				of,
				50,
			);
			return lenses.map(({ command }) => command?.command);
		};
		await eventually('the lens', async () =>
			(await commands(uri)).includes('pki.renewCertificate') ? true : undefined,
		);
		const foreign = folder.write('foreign.crt', pemOf({ name: 'foreign.test' }));
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(foreign));
		const shown = await eventually('its lenses', async () => {
			const found = await commands(foreign);
			return found.length > 0 ? found : undefined;
		});
		assert.ok(shown && !shown.includes('pki.renewCertificate'));
	});
});
