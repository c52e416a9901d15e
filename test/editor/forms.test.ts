import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { validateTtl } from '../../src/commands/administer/adminForm.js';
import { validateLifetime } from '../../src/commands/issue/forms/lifetime.js';
import { requestItems } from '../../src/commands/issue/forms/signForm.js';
import { summaryWords } from '../../src/commands/issue/forms/summary.js';
import type { AuthorityOutcome } from '../../src/core/backends/contract/administration.js';
import { readPemFacts } from '../../src/core/x509/certificate.js';
import { call, certificatesIn, codeOf, refusal } from '../support/commandDoor.js';
import { eventually, type WorkspaceFolder } from '../support/editor.js';
import { standInServices } from '../support/standInContext.js';
import { openVaultScene, type TestVault, type VaultScene } from '../support/vaultEnvironment.js';

function run<T>(command: string, options: object): Promise<T> {
	return Promise.resolve(vscode.commands.executeCommand<T>(command, options));
}

describe('what forms say while one types', () => {
	const { Info, Warning } = vscode.InputBoxValidationSeverity;

	it('a number alone is seconds, with what was more likely meant', () => {
		assert.deepEqual(validateTtl('720', undefined), {
			message: '720 means 720 seconds (12 minutes). For hours, type 720h.',
			severity: Warning,
		});
		assert.deepEqual(validateLifetime('30', {}, new Date()), {
			message: '30 means 30 seconds. For hours, type 30h.',
			severity: Warning,
		});
		assert.deepEqual(validateTtl('2592000', undefined), {
			message: '2592000 means 2592000 seconds (30 days).',
			severity: Info,
		});
		assert.deepEqual(validateLifetime('7200', { maxTtlSeconds: 3600 }, new Date()), {
			message:
				'7200 means 7200 seconds (2 hours). For hours, type 7200h. It will be capped at 60 minutes.',
			severity: Warning,
		});
		assert.equal(validateTtl('720h', undefined), undefined);
		assert.equal(typeof validateTtl('0', undefined), 'string');
	});

	it('the summary has names, lifetime, issuer, key and folder in short', () => {
		const issuer = { id: 'x', name: 'Lab Issuing', isDefault: true, hasKey: true };
		const folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'certs');
		assert.equal(
			summaryWords({
				names: ['a.test', 'a.test', 'b.test', '10.0.0.7', 'c.test'],
				...{ ttlSeconds: 2_592_000, issuer, key: 'P-256', folder },
			}),
			'“a.test”, b.test, 10.0.0.7 and 1 more · 30 days · by Lab Issuing · P-256 · into certs/',
		);
		assert.equal(
			summaryWords({ names: ['a.test'], standardTtlSeconds: 86_400 }),
			'“a.test” · default lifetime, 24 hours',
		);
		assert.equal(summaryWords({ names: ['a.test'] }), '“a.test” · default lifetime');
	});
});

describe('which request to sign', () => {
	const stand = standInServices();
	after(() => stand.dispose());

	it('begins with what the token may do, and says what it may not', async () => {
		const connection = await stand.services.connections.get('localCa');
		const client = await stand.services.clients.get('localCa');
		const target = { connection, client, mount: 'local', role: 'web' };
		const may = (issue: boolean, sign: boolean) => {
			const rights = { listAuthorities: true, listRoles: true, listCertificates: true };
			const permissions = { ...rights, revoke: true, administer: false, issue, sign };
			const facts = { rules: { keyType: 'ec' }, isRoleRead: true, issuers: [], permissions };
			return requestItems(target, facts).map(({ label, detail = '' }) =>
				detail.includes('can’t sign') ? `${label} (refused)` : label,
			);
		};
		assert.deepEqual(may(true, true), ['A request file…', 'Make a key here']);
		assert.deepEqual(may(false, true), ['A request file…', 'Make a key here']);
		assert.deepEqual(may(true, false), ['Key made by the server', 'A request file… (refused)']);
		assert.deepEqual(may(false, false), ['A request file… (refused)']);
	});
});

describe('forms over OpenBao', () => {
	let vault: TestVault;
	let folder: WorkspaceFolder;
	let connection: string;
	let connectWith: VaultScene['connectWith'];
	let close: VaultScene['close'];

	before(async () => {
		({ vault, folder, connection, connectWith, close } = await openVaultScene('forms'));
	});
	after(() => close());

	it('pins what is there, by name or path, and refuses what is not', async () => {
		const { mount } = vault;
		const pin = (options: object) =>
			run<{ path: string; checked: boolean }>('pki.pin', { connection, ...options });
		for (const options of [
			{ mount, path: 'web' },
			{ path: `${mount}/web` },
			{ path: `v1/${mount}/issue/web` },
			{ mount, role: 'web' },
		]) {
			const expected = { path: `${mount}/roles/web`, checked: true };
			assert.deepEqual(await pin(options), expected, JSON.stringify(options));
		}
		assert.deepEqual(await pin({ path: mount }), { path: mount, checked: true });
		for (const options of [
			{ path: `${mount}/roles/nobody` },
			{ mount, path: 'nobody' },
			{ mount: 'no_such_mount' },
			{ mount, authority: 'nobody' },
		]) {
			const refused = await refusal(pin(options));
			assert.equal(refused.reason, 'nothingToPin', JSON.stringify(options));
			assert.equal(refused.code, 'notFound');
		}
		assert.equal(await codeOf(pin({ path: 'a/../b' })), 'invalid');
	});

	it('pins what the token may not read, and says that it could not be checked', async () => {
		const { mount } = vault;
		const policy = `path "${mount}/issue/web" { capabilities = ["update"] }`;
		const poor = await connectWith(policy);
		for (const path of ['web', `${mount}/web`]) {
			assert.deepEqual(await run('pki.pin', { connection: poor, path }), {
				path: `${mount}/roles/web`,
				checked: false,
			});
		}
		await call('pki.removeConnection', { connection: poor, confirmed: true });
	});

	it('gives a root its organization, unit and maximum path length', async () => {
		const mount = `forms_ca_${process.pid}`;
		await run('pki.enableMount', { connection, path: mount, maxTtl: '1y' });
		const wish = { connection, mount, commonName: 'Lab', ttl: '30d', organization: 'Lab, Inc.' };
		assert.equal(await codeOf(run('pki.generateRoot', { ...wish, maxPathLength: 0.5 })), 'invalid');
		assert.equal(await codeOf(run('pki.generateRoot', { ...wish, maxPathLength: -1 })), 'invalid');
		const { certificatePem } = await run<AuthorityOutcome>('pki.generateRoot', {
			...{ ...wish, organizationalUnit: 'PKI', maxPathLength: 0 },
		});
		assert.equal(readPemFacts(certificatePem)?.pathLength, 0);
		const { subject } = new X509Certificate(certificatePem);
		for (const part of ['O=Lab\\, Inc.', 'OU=PKI', 'CN=Lab'])
			assert.ok(subject.includes(part), part);
		await vault.api('DELETE', `sys/mounts/${mount}`);
	});

	it('signs a request for a person, beside its file, for the lifetime that the role gives', async () => {
		const { files } = await call('pki.createRequest', {
			...{ names: ['by-hand.lab.test'], folder: join(folder.path, 'requests') },
		});
		const role = {
			allowed_domains: 'lab.test',
			allow_subdomains: true,
			key_type: 'ec',
			ttl: '48h',
		};
		await vault.api('POST', `${vault.mount}/roles/two_days`, role);
		const node = Object.assign(Object.create(null) as object, {
			...{ connection, mount: vault.mount, role: 'two_days', request: files.request },
		});
		const signed = run<{ notAfter: string }>('pki.signRequest', node);
		const steps = setInterval(() => {
			void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		}, 300);
		try {
			const file = join(folder.path, 'requests', 'by-hand.lab.test.crt');
			await eventually('the certificate', () => (existsSync(file) ? file : undefined));
			const { notAfter } = await signed;
			const hours = (Date.parse(notAfter) - Date.now()) / 3_600_000;
			assert.ok(hours > 47 && hours < 49, notAfter);
			assert.equal(certificatesIn(file)[0]?.subject, 'CN=by-hand.lab.test');
		} finally {
			clearInterval(steps);
			await vscode.commands.executeCommand('notifications.clearAll');
		}
	});
});
