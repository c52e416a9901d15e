import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../src/api.js';
import { call, certificatesIn, checkFiles, codeOf, refusal } from '../support/commandDoor.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

const local = { connection: 'localCa', mount: 'local' };

function run<T>(command: string, options: object): Promise<T> {
	return Promise.resolve(vscode.commands.executeCommand<T>(command, options));
}

describe('commands over the Local CA', () => {
	let folder: WorkspaceFolder;
	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());

	it('lists it among the connections, and nothing secret', async () => {
		const { items } = await call('pki.listConnections', {});
		const found = items.find(({ id }) => id === 'localCa');
		assert.equal(found?.backend, 'localCa');
		assert.equal(found.origin, 'builtIn');
	});

	it('lists connections page by page, and refuses a cursor of nobody', async () => {
		const { items: all } = await call('pki.listConnections', {});
		const first = await call('pki.listConnections', { limit: 1 });
		assert.deepEqual(first.items, all.slice(0, 1));
		assert.equal(first.cursor === undefined, all.length === 1);
		assert.equal(await codeOf(call('pki.listConnections', { cursor: 'nobody' })), 'invalid');
	});

	describe('pki.issueCertificate', () => {
		it('issues by a profile, with the mount written either way', async () => {
			const result = await call('pki.issueCertificate', {
				...{ ...local, mount: 'local/', role: 'client', folder: folder.path },
				commonName: 'device.test',
				altNames: ['device2.test'],
				ipSans: ['10.1.2.3'],
				uriSans: ['spiffe://lab/device'],
				ttl: '48h',
			});
			const leaf = checkFiles(result);
			assert.deepEqual(leaf.keyUsage, ['1.3.6.1.5.5.7.3.2']);
			for (const name of ['device.test', 'device2.test', '10.1.2.3', 'spiffe://lab/device']) {
				assert.ok(leaf.subjectAltName?.includes(name), name);
			}
			const hours = (Date.parse(result.notAfter) - Date.now()) / 3_600_000;
			assert.ok(Math.abs(hours - 48) < 0.2, `${hours} hours`);
		});

		it('says when the lifetime asked for is cut', async () => {
			const result = await call('pki.issueCertificate', {
				...{ ...local, role: 'server', commonName: 'long.test', ttl: '20y' },
				folder: folder.path,
			});
			assert.ok(result.warnings && result.warnings.length > 0);
			assert.match(result.warnings.join(' '), /expires earlier than the 20 years asked for/);
		});

		it('refuses a second time over its own files, and issues nothing', async () => {
			const options = { ...local, role: 'server', commonName: 'twice.test', folder: folder.path };
			await call('pki.issueCertificate', options);
			const { items } = await call('pki.listCertificates', local);
			assert.equal(await codeOf(call('pki.issueCertificate', options)), 'exists');
			assert.equal((await call('pki.listCertificates', local)).items.length, items.length);
		});

		for (const [title, options, code] of [
			['an unknown role', { role: 'nobody', commonName: 'a.test' }, 'notFound'],
			[
				'an unknown mount',
				{ mount: 'elsewhere', role: 'server', commonName: 'a.test' },
				'notFound',
			],
			[
				'an unknown connection',
				{ connection: 'no', role: 'server', commonName: 'a.test' },
				'notFound',
			],
			['no name at all', { role: 'server' }, 'invalid'],
			['a lifetime in words', { role: 'server', commonName: 'a.test', ttl: 'long' }, 'invalid'],
			['an address that is none', { role: 'server', ipSans: ['10.0.0.999'] }, 'invalid'],
		] as const) {
			it(`refuses ${title}`, async () => {
				const all = { ...local, folder: folder.path, ...options };
				assert.equal(await codeOf(run('pki.issueCertificate', all)), code);
			});
		}
	});

	describe('pki.createRequest and pki.signRequest', () => {
		it('make a key here, and a certificate for it without ever moving the key', async () => {
			const { files } = await call('pki.createRequest', {
				subject: 'CN=csr.test,O=Lab',
				names: ['csr.test', '10.9.8.7'],
				keyType: 'P-384',
				folder: folder.path,
			});
			assert.equal(files.request, join(folder.path, 'csr.test.csr'));
			assert.match(readFileSync(files.request, 'utf8'), /^-----BEGIN CERTIFICATE REQUEST-----/);
			const signed = await call('pki.signRequest', {
				...{ ...local, role: 'both', request: vscode.Uri.file(files.request) },
				folder: folder.path,
			});
			assert.equal(signed.files.key, undefined);
			const leaf = checkFiles({ ...signed, files: { ...signed.files, key: files.key } });
			assert.deepEqual(leaf.subject.split('\n').sort(), ['CN=csr.test', 'O=Lab']);
			assert.match(leaf.subjectAltName ?? '', /DNS:csr\.test.*10\.9\.8\.7/);
		});

		it('sign PEM text as well as a path', async () => {
			const made = await call('pki.createRequest', { names: ['text.test'], folder: folder.path });
			const request = readFileSync(made.files.request, 'utf8');
			const options = { ...local, role: 'server', folder: folder.path };
			checkFiles(await call('pki.signRequest', { ...options, request }));
			const again = { ...options, request: made.files.request };
			assert.equal(await codeOf(call('pki.signRequest', again)), 'exists');
			checkFiles(await call('pki.signRequest', { ...again, overwrite: true }));
		});

		it('keep a key that stands there', async () => {
			const options = { names: ['kept.test'], folder: folder.path };
			const { files } = await call('pki.createRequest', options);
			const key = readFileSync(files.key, 'utf8');
			assert.equal(await codeOf(call('pki.createRequest', options)), 'exists');
			assert.equal(readFileSync(files.key, 'utf8'), key);
			await call('pki.createRequest', { ...options, overwrite: true });
			assert.notEqual(readFileSync(files.key, 'utf8'), key);
		});

		it('refuse what is no request', async () => {
			const options = { ...local, role: 'server', folder: folder.path };
			const file = folder.write('none.csr', 'nothing').fsPath;
			assert.equal(await codeOf(call('pki.signRequest', { ...options, request: file })), 'invalid');
			const missing = { ...options, request: join(folder.path, 'missing.csr') };
			assert.equal(await codeOf(call('pki.signRequest', missing)), 'notFound');
			assert.equal(await codeOf(call('pki.signRequest', options)), 'invalid');
			assert.equal(await codeOf(call('pki.createRequest', { folder: folder.path })), 'invalid');
		});
	});

	describe('lists', () => {
		it('go on where the last page ended', async () => {
			const names = ['page1.test', 'page2.test', 'page3.test'];
			for (const name of names) {
				await call('pki.issueTestCertificate', { folder: folder.path, names: [name] });
			}
			const seen: string[] = [];
			let cursor: string | undefined;
			do {
				const page = await call('pki.listCertificates', { ...local, limit: 2, cursor });
				assert.ok(page.items.length <= 2);
				seen.push(...page.items.map(({ serialNumber }) => serialNumber));
				cursor = page.cursor;
			} while (cursor !== undefined);
			assert.equal(new Set(seen).size, seen.length);
			const all = await call('pki.listCertificates', { ...local, limit: 5000 });
			assert.deepEqual(
				all.items.map(({ serialNumber }) => serialNumber),
				seen,
			);
			for (const name of names) assert.ok(all.items.some((item) => item.name === name));
		});

		it('show roles and authorities', async () => {
			const roles = await call('pki.listRoles', local);
			const names = roles.items.map(({ role }) => role);
			for (const role of ['server', 'client', 'both', 'custom']) assert.ok(names.includes(role));
			const { items } = await call('pki.listAuthorities', local);
			assert.ok(items.length >= 2 && items.some(({ isDefault }) => isDefault));
		});

		it('reject where there is nothing to list', async () => {
			for (const command of [
				'pki.listAuthorities',
				'pki.listRoles',
				'pki.listCertificates',
			] as const) {
				assert.equal(await codeOf(call(command, { ...local, mount: 'none' })), 'notFound');
				assert.equal(await codeOf(call(command, { ...local, connection: 'none' })), 'notFound');
				assert.equal(await codeOf(call(command, { ...local, limit: 0 })), 'invalid');
			}
		});
	});

	describe('pki.revokeCertificate', () => {
		let issued: IssuedFiles;
		before(async () => {
			const options = { folder: folder.path, names: ['revoked.test'] };
			issued = await call('pki.issueTestCertificate', options);
		});

		it('revokes with a reason, and says so the second time', async () => {
			const { serialNumber } = issued;
			const options = { ...local, serialNumber, confirmed: true };
			const first = await call('pki.revokeCertificate', { ...options, reason: 'superseded' });
			assert.equal(first.revoked, true);
			assert.match(first.message, /is revoked/);
			const { items } = await call('pki.listCertificates', { ...local, limit: 5000 });
			assert.equal(items.find((item) => item.serialNumber === serialNumber)?.revoked, true);
			const second = await call('pki.revokeCertificate', options);
			assert.match(second.message, /already revoked/);
		});

		it('takes serial numbers as they are written elsewhere', async () => {
			const serialNumber = issued.serialNumber.toUpperCase().replace(/..(?=.)/g, '$&:');
			const result = await call('pki.revokeCertificate', {
				...local,
				serialNumber,
				confirmed: true,
			});
			assert.match(result.message, /already revoked/);
		});

		it('refuses other reasons and unknown serial numbers', async () => {
			const options = { ...local, serialNumber: issued.serialNumber, confirmed: true };
			const reason = await refusal(
				call('pki.revokeCertificate', { ...options, reason: 'boredom' }),
			);
			assert.deepEqual([reason.code, reason.reason], ['invalid', 'badOption']);
			const unknown = { ...options, serialNumber: 'ab'.repeat(20) };
			assert.equal(await codeOf(call('pki.revokeCertificate', unknown)), 'notFound');
		});
	});

	describe('one certificate', () => {
		let issued: IssuedFiles;
		let node: object;
		before(async () => {
			issued = await call('pki.issueTestCertificate', {
				folder: folder.path,
				names: ['one.test'],
			});
			node = { ...local, serialNumber: issued.serialNumber };
		});
		afterEach(closeEditors);

		it('is copied as PEM, without its chain', async () => {
			await run('pki.copyPem', node);
			const text = await vscode.env.clipboard.readText();
			assert.equal(text, readFileSync(issued.files.certificate, 'utf8'));
		});

		it('has a serial number to copy', async () => {
			await run('pki.copySerialNumber', node);
			const text = await vscode.env.clipboard.readText();
			assert.match(text, /^([0-9a-f]{2}:)+[0-9a-f]{2}$/);
			assert.equal(text.replaceAll(':', ''), issued.serialNumber);
		});

		it('is saved as PEM, with its chain, or as DER, and never over another file', async () => {
			const at = (name: string) => join(folder.path, 'saved', name);
			await run('pki.saveCertificate', { ...node, file: at('a.crt') });
			assert.equal(certificatesIn(at('a.crt')).length, 1);
			await run('pki.saveCertificate', { ...node, format: 'chain', file: at('chain.crt') });
			assert.deepEqual(readFileSync(at('chain.crt')), readFileSync(issued.files.chain ?? ''));
			await run('pki.saveCertificate', { ...node, format: 'der', file: at('a.der') });
			assert.equal(readFileSync(at('a.der'))[0], 0x30);
			const again = run('pki.saveCertificate', { ...node, format: 'der', file: at('a.crt') });
			assert.equal(await codeOf(again), 'exists');
			assert.equal(certificatesIn(at('a.crt')).length, 1);
			rmSync(join(folder.path, 'saved'), { recursive: true });
		});

		it('opens in the details view and as text', async () => {
			await run('pki.showDetails', node);
			await eventually('the tab', () => tabLabels().find((label) => label.includes('one.test')));
			await run('pki.showDetailsAsText', node);
			const document = await eventually('the text', () => vscode.window.activeTextEditor?.document);
			assert.match(document.getText(), /one\.test/);
			assert.doesNotMatch(document.getText(), /PRIVATE KEY/);
		});

		it('opens from its file as well, and an authority by its id', async () => {
			await run('pki.showDetails', { uri: vscode.Uri.file(issued.files.certificate) });
			await eventually('the tab', () => (tabLabels().length > 0 ? true : undefined));
			await closeEditors();
			const { items } = await call('pki.listAuthorities', local);
			await run('pki.showDetails', { ...local, authority: items[0]?.id });
			await eventually('the tab', () => (tabLabels().length > 0 ? true : undefined));
		});
	});
});

function tabLabels(): string[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
