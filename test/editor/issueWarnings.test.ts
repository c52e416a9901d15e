import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { validateLifetime } from '../../src/commands/issue/forms/lifetime.js';
import { nameAdvice } from '../../src/commands/issue/forms/nameAdvice.js';
import type { RoleRules } from '../../src/core/backends/contract/backend.js';
import { call, certificatesIn, checkFiles, refusal } from '../support/commandDoor.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';
import { connectVault, TestVault } from '../support/vaultEnvironment.js';

describe('what is said of a certificate that was issued', () => {
	let vault: TestVault;
	let folder: WorkspaceFolder;
	let at: { connection: string; mount: string };

	before(async () => {
		vault = new TestVault('warnings');
		await vault.setUp();
		at = { connection: await connectVault(vault, vault.token), mount: vault.mount };
		const role = { allow_any_name: true, key_type: 'ec', key_bits: 256, max_ttl: '720h' };
		await vault.api('POST', `${vault.mount}/roles/names`, role);
	});
	after(async () => {
		await call('pki.removeConnection', { connection: at.connection, confirmed: true });
		await vault.tearDown();
	});
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(() => folder.remove());

	const test = (options: object) =>
		call('pki.issueTestCertificate', { folder: folder.path, ...options });
	const issue = (options: object) =>
		call('pki.issueCertificate', { ...at, role: 'names', folder: folder.path, ...options });

	it('an address as common name is an IP SAN', async () => {
		for (const localKey of [true, false]) {
			const result = await issue({ commonName: '127.0.0.1', localKey, overwrite: true, ttl: '1h' });
			assert.match(checkFiles(result).subjectAltName ?? '', /IP Address:127\.0\.0\.1/);
			assert.equal(result.warnings, undefined);
		}
	});

	it('an address that the role lets stand nowhere else is warned about', async () => {
		const role = { allow_any_name: true, key_type: 'ec', key_bits: 256, allow_ip_sans: false };
		await vault.api('POST', `${vault.mount}/roles/no_ip`, role);
		const { warnings } = await issue({ role: 'no_ip', commonName: '127.0.0.1', ttl: '1h' });
		assert.match(warnings?.join() ?? '', /among the IP SANs only/);
	});

	it('an address that the role refuses for reasons it does not tell is issued without, and warned about', async () => {
		const role = { allow_any_name: true, key_type: 'ec', key_bits: 256 };
		const only = { ...role, allowed_ip_sans_cidr: '10.0.0.0/8' };
		await vault.api('POST', `${vault.mount}/roles/cidr`, only);
		const { warnings } = await issue({ role: 'cidr', commonName: '127.0.0.1', ttl: '1h' });
		assert.match(warnings?.join() ?? '', /among the IP SANs only/);
	});

	it('a URL stands for its host', async () => {
		for (const name of ['https://localhost:3000', 'localhost:3000']) {
			const result = await test({ names: [name], usage: 'server', overwrite: true });
			assert.equal(checkFiles(result).subjectAltName, 'DNS:localhost');
			assert.equal(result.files.certificate, join(folder.path, 'localhost.crt'));
			assert.deepEqual(result.warnings, [
				`“${name}” is an address: the certificate gets its host, “localhost”.`,
			]);
		}
		const issued = await issue({ commonName: 'http://api.test/x', ttl: '1h' });
		assert.equal(checkFiles(issued).subjectAltName, 'DNS:api.test');
		assert.equal(issued.warnings?.length, 1);
		const request = await call('pki.createRequest', {
			...{ names: ['https://127.0.0.1:1'], folder: folder.path },
		});
		assert.equal(request.warnings?.length, 1);
	});

	it('a wildcard directly below a top-level name is warned about', async () => {
		for (const name of ['*.localhost', '*.test']) {
			const { warnings } = await test({ names: [name], overwrite: true });
			assert.match(warnings?.join() ?? '', /Browsers and Node\.js reject/);
		}
		assert.equal((await test({ names: ['*.api.test'] })).warnings, undefined);
		assert.equal(
			(await test({ names: ['*.test'], usage: 'client', overwrite: true })).warnings,
			undefined,
		);
	});

	it('a server’s certificate for years is warned about, a client’s is not', async () => {
		const years = { names: ['localhost'], overwrite: true };
		const server = await test({ ...years, usage: 'server', days: 1000 });
		assert.match(server.warnings?.join() ?? '', /more than 825 days/);
		assert.equal(server.warnings?.length, 1);
		assert.equal((await test({ ...years, usage: 'client', days: 1000 })).warnings, undefined);
		const capped = await test({ ...years, usage: 'server', days: 3650 });
		assert.match(capped.warnings?.join() ?? '', /earlier than the 10 years asked for/);
	});

	it('what a role does not do of what was asked is said', async () => {
		const options = { commonName: 'usage.test', usage: 'client', ttl: '1h' };
		const { warnings } = await issue(options);
		assert.deepEqual(warnings, ['The CA added these usages: serverAuth.']);
	});

	it('a chain is the same in what is issued and what is saved: without the root', async () => {
		const { files, serialNumber } = await issue({ commonName: 'saved.test', ttl: '1h' });
		const file = join(folder.path, 'again.fullchain.crt');
		await vscode.commands.executeCommand('pki.saveCertificate', {
			...{ ...at, serialNumber, format: 'chain', file },
		});
		assert.equal(readFileSync(file, 'utf8'), readFileSync(files.chain ?? '', 'utf8'));
		assert.equal(certificatesIn(file).length, 2);
	});

	it('is said while it is typed, as a warning that refuses nothing', () => {
		const words = (validation: ReturnType<typeof nameAdvice>) =>
			typeof validation === 'object' &&
			validation.severity === vscode.InputBoxValidationSeverity.Warning
				? validation.message
				: assert.equal(validation, undefined);
		const typed = (names: readonly string[], usage?: 'server' | 'client') =>
			words(nameAdvice({ names, rules: {}, usage, fields: ['altNames'] }));
		assert.match(typed(['*.test'], 'server') ?? '', /a wildcard needs at least two labels/);
		assert.match(typed(['https://localhost:3000']) ?? '', /gets its host, “localhost”/);
		assert.match(typed(['o@a.test'], 'server') ?? '', /no host name or IP address/);
		assert.equal(typed(['localhost', '127.0.0.1', 'spiffe://lab/web'], 'server'), undefined);
		assert.equal(typed(['https://localhost:3000'], 'client'), undefined);
		const common = (commonName: string, rules: RoleRules) =>
			words(nameAdvice({ commonName, rules, usage: 'server', fields: ['commonName'] }));
		assert.match(common('127.0.0.1', { allowIpSans: false }) ?? '', /IP SANs only/);
		assert.equal(common('127.0.0.1', {}), undefined);
		const lifetime = (text: string, usage: 'server' | 'client') =>
			words(validateLifetime(text, { usage }, new Date()));
		assert.match(lifetime('10y', 'server') ?? '', /825 days/);
		assert.equal(lifetime('10y', 'client'), undefined);
		assert.equal(lifetime('800d', 'server'), undefined);
	});

	describe('where its files cannot be written', () => {
		afterEach(async () => {
			await vscode.commands.executeCommand('notifications.clearAll');
			await vscode.workspace
				.getConfiguration('files')
				.update('simpleDialog.enable', undefined, vscode.ConfigurationTarget.Global);
		});

		it('it is kept with its key, and saved elsewhere', async () => {
			await vscode.workspace
				.getConfiguration('files')
				.update('simpleDialog.enable', true, vscode.ConfigurationTarget.Global);
			await vscode.commands.executeCommand('notifications.clearAll');
			const taken = join(folder.path, 'inner', 'taken');
			mkdirSync(join(taken, 'kept.test.crt'), { recursive: true });
			const refused = await refusal(test({ names: ['kept.test'], folder: taken, overwrite: true }));
			assert.match(refused.message, /“kept\.test” is issued, but its files could not be written/);
			assert.deepEqual(readdirSync(taken), ['kept.test.crt']);
			const steps = setInterval(() => {
				void vscode.commands.executeCommand('notification.acceptPrimaryAction');
				void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			}, 300);
			try {
				const saved = join(folder.path, 'inner', 'kept.test.key');
				await eventually('the key', () => {
					const names = readdirSync(join(folder.path, 'inner'));
					return names.includes('kept.test.key') ? saved : undefined;
				});
				const [certificate] = certificatesIn(join(folder.path, 'inner', 'kept.test.crt'));
				assert.equal(certificate?.subject, 'CN=kept.test');
				assert.match(readFileSync(saved, 'utf8'), /PRIVATE KEY/);
			} finally {
				clearInterval(steps);
			}
		});
	});
});
