import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as vscode from 'vscode';
import { call, checkFiles, codeOf, modeOf, refusal } from '../support/commandDoor.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';

const day = 86_400_000;

describe('pki.issueTestCertificate', () => {
	let folder: WorkspaceFolder;
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(() => folder.remove());

	it('makes what a newcomer needs, of the right kind and for 30 days', async () => {
		const result = await call('pki.issueTestCertificate', { folder: folder.path });
		assert.deepEqual(readdirSync(folder.path).sort(), [
			'ca.crt',
			'localhost.crt',
			'localhost.fullchain.crt',
			'localhost.key',
		]);
		const leaf = checkFiles(result);
		assert.equal(leaf.subject, 'CN=localhost');
		assert.equal(
			leaf.subjectAltName,
			'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
		);
		assert.deepEqual(leaf.publicKey.asymmetricKeyDetails, { namedCurve: 'prime256v1' });
		const { blocks } = await call('pki.decode', { uri: result.files.certificate, show: false });
		const [facts] = blocks;
		assert.ok(facts && 'kind' in facts && facts.kind === 'certificate');
		assert.deepEqual([...facts.extendedKeyUsage].sort(), ['clientAuth', 'serverAuth']);
		assert.equal(facts.isCa, false);
		assert.equal(result.serialNumber.length <= 40 && result.serialNumber.length > 30, true);
		const life = Date.parse(result.notAfter) - Date.now();
		assert.ok(Math.abs(life - 30 * day) < 10 * 60_000, `${life / day} days`);
		assert.ok(['644', undefined].includes(modeOf(result.files.certificate)));
	});

	it('takes less than a second', async () => {
		const start = performance.now();
		await call('pki.issueTestCertificate', { folder: folder.path });
		assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
	});

	it('writes a .p12 beside the others, with a password that stands in no answer', async () => {
		const wish = { names: ['pack.test'], folder: folder.path, pkcs12: true };
		const local = { connection: 'localCa', mount: 'local', role: 'server', commonName: 'p.test' };
		assert.equal(await codeOf(call('pki.issueTestCertificate', wish)), 'invalid');
		const empty = { ...wish, pkcs12Password: '' };
		assert.equal(await codeOf(call('pki.issueTestCertificate', empty)), 'invalid');
		const without = { ...wish, pkcs12: false, pkcs12Password: 'x' };
		assert.equal(await codeOf(call('pki.issueTestCertificate', without)), 'invalid');
		assert.deepEqual(readdirSync(folder.path), []);
		const secret = { pkcs12: true, pkcs12Password: 'planted password' };
		for (const result of [
			await call('pki.issueTestCertificate', { ...wish, ...secret }),
			await call('pki.issueCertificate', { ...local, folder: folder.path, ...secret }),
		]) {
			const { pkcs12 = '', certificate } = result.files;
			assert.equal(pkcs12, certificate.replace(/crt$/, 'p12'));
			assert.ok(['600', undefined].includes(modeOf(pkcs12)));
			assert.doesNotMatch(JSON.stringify(result), /planted/);
			const identity = { pfx: readFileSync(pkcs12), passphrase: secret.pkcs12Password };
			assert.ok(createSecureContext(identity));
			assert.throws(() => createSecureContext({ ...identity, passphrase: 'wrong' }), /mac/i);
		}
		const again = call('pki.issueTestCertificate', { ...wish, ...secret });
		assert.equal(await codeOf(again), 'exists');
	});

	it('saves in certs/ of the opened folder when it is not told where', async () => {
		const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
		const options = { names: ['unplaced.test'], overwrite: true };
		const { files } = await call('pki.issueTestCertificate', options);
		assert.equal(files.certificate, join(root, 'certs', 'unplaced.test.crt'));
		for (const file of [files.certificate, files.key, files.chain]) rmSync(file ?? '');
	});

	it('takes names of every kind, usage, days and key type', async () => {
		const result = await call('pki.issueTestCertificate', {
			folder: vscode.Uri.file(folder.path),
			names: ['*.api.test', 'spiffe://lab/web', '10.0.0.7', 'ops@api.test'],
			usage: 'client',
			days: 5,
			keyType: 'ed25519',
		});
		assert.equal(result.files.certificate, join(folder.path, 'wildcard.api.test.crt'));
		const leaf = checkFiles(result);
		assert.equal(leaf.publicKey.asymmetricKeyType, 'ed25519');
		const names = leaf.subjectAltName ?? '';
		for (const name of [
			'DNS:*.api.test',
			'URI:spiffe://lab/web',
			'IP Address:10.0.0.7',
			'email:ops@api.test',
		]) {
			assert.ok(names.includes(name), `${name} in ${names}`);
		}
		const life = Date.parse(result.notAfter) - Date.now();
		assert.ok(Math.abs(life - 5 * day) < 10 * 60_000);
		assert.deepEqual(leaf.keyUsage, ['1.3.6.1.5.5.7.3.2']);
	});

	it('never replaces files without being told', async () => {
		const { files } = await call('pki.issueTestCertificate', { folder: folder.path });
		const before = Object.values(files).map((file) => readFileSync(file, 'utf8'));
		const refused = await refusal(call('pki.issueTestCertificate', { folder: folder.path }));
		assert.equal(refused.code, 'exists');
		assert.match(refused.message, /localhost\.crt/);
		assert.deepEqual(
			Object.values(files).map((file) => readFileSync(file, 'utf8')),
			before,
		);
		const again = await call('pki.issueTestCertificate', { folder: folder.path, overwrite: true });
		checkFiles(again);
		assert.notEqual(readFileSync(files.key ?? '', 'utf8'), before[1]);
		assert.ok(['600', undefined].includes(modeOf(again.files.key ?? '')));
	});

	it('keeps a key that stands alone, and issues nothing then', async () => {
		const key = join(folder.path, 'localhost.key');
		writeFileSync(key, 'mine');
		const list = () => call('pki.listCertificates', { connection: 'localCa', mount: 'local' });
		const { items: before } = await list();
		assert.equal(await codeOf(call('pki.issueTestCertificate', { folder: folder.path })), 'exists');
		assert.equal(readFileSync(key, 'utf8'), 'mine');
		assert.deepEqual(readdirSync(folder.path), ['localhost.key']);
		assert.equal((await list()).items.length, before.length);
	});

	it('leaves the root of another CA alone', async () => {
		const other = join(folder.path, 'ca.crt');
		writeFileSync(other, 'another root');
		const result = await call('pki.issueTestCertificate', { folder: folder.path });
		assert.equal(readFileSync(other, 'utf8'), 'another root');
		assert.equal(result.files.ca, join(folder.path, 'localhost.ca.crt'));
		checkFiles(result);
	});

	it('shares ca.crt between certificates', async () => {
		const one = await call('pki.issueTestCertificate', { folder: folder.path, names: ['a.test'] });
		const { mtimeMs } = statSync(one.files.ca ?? '');
		const two = await call('pki.issueTestCertificate', { folder: folder.path, names: ['b.test'] });
		assert.equal(two.files.ca, one.files.ca);
		assert.equal(statSync(two.files.ca ?? '').mtimeMs, mtimeMs);
	});

	it('stays in its folder, whatever the name says', async () => {
		const refused = await refusal(
			call('pki.issueTestCertificate', { folder: folder.path, names: ['../../escape'] }),
		);
		assert.equal(refused.code, 'invalid');
		const uri = 'spiffe://../../../escape';
		const { files } = await call('pki.issueTestCertificate', { folder: folder.path, names: [uri] });
		assert.ok(files.certificate.startsWith(folder.path));
	});

	for (const [title, options, name] of [
		['names that are no list', { names: 'a.test' }, 'names'],
		['an empty list of names', { names: [] }, 'names'],
		['a folder that is no path', { folder: 'certs' }, 'folder'],
		['another usage', { usage: 'both of them' }, 'usage'],
		['no days', { days: 0 }, 'days'],
		['days in words', { days: '30' }, 'days'],
		['a key type of old', { keyType: 'dsa' }, 'keyType'],
		['an overwrite that is not true or false', { overwrite: 'yes' }, 'overwrite'],
	] as const) {
		it(`refuses ${title}`, async () => {
			const all = { folder: folder.path, ...options } as Record<string, unknown>;
			const refused = await refusal(
				Promise.resolve(vscode.commands.executeCommand('pki.issueTestCertificate', all)),
			);
			assert.deepEqual([refused.code, refused.reason], ['invalid', 'badOption']);
			assert.ok(refused.message.includes(name), refused.message);
			assert.deepEqual(readdirSync(folder.path), []);
		});
	}

	it('says why a folder cannot be written', async () => {
		const file = folder.write('file', 'not a folder').fsPath;
		const refused = await refusal(call('pki.issueTestCertificate', { folder: join(file, 'x') }));
		assert.deepEqual([refused.code, refused.reason], ['invalid', 'notFolder']);
		assert.match(refused.message, /a file with that name already exists/);
	});

	it('asks a person one thing, where to save, and takes Enter for an answer', async () => {
		const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
		const certs = join(root, 'certs');
		rmSync(certs, { recursive: true, force: true });
		const running = vscode.commands.executeCommand<{ files: { key: string } }>(
			'pki.issueTestCertificate',
		);
		const accept = setInterval(() => {
			void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		}, 300);
		try {
			const { files } = await running;
			assert.equal(files.key, join(certs, 'localhost.key'));
			await eventually('the files', () => (existsSync(files.key) ? true : undefined));
		} finally {
			clearInterval(accept);
			rmSync(certs, { recursive: true, force: true });
			await vscode.commands.executeCommand('notifications.clearAll');
		}
	});
});
