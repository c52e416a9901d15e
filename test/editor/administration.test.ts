import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type {
	AdminOutcome,
	AuthorityOutcome,
} from '../../src/core/backends/contract/administration.js';
import { makeIssuer, writeIntermediate, writeRoot } from '../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../src/core/x509/write/keys.js';
import { refusal } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';

interface TrustResult {
	readonly certificate: string;
	readonly commands: readonly { system: string; command: string; undo: string }[];
}

function run<T>(command: string, options: object): Promise<T> {
	return Promise.resolve(vscode.commands.executeCommand<T>(command, options));
}

async function codeOf(call: Promise<unknown>): Promise<string> {
	const error = await call.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	assert.ok(error instanceof Error, 'It was not refused.');
	return 'code' in error ? String(error.code) : error.message;
}

const year = 31_536_000;

describe('Administration, from an empty server to a CA of two levels', () => {
	const root = `pki_root_${process.pid}`;
	const intermediate = `pki_int_${process.pid}`;
	let connection: string;

	before(async () => {
		const added = await run<{ id: string }>('pki.addConnection', {
			backend: 'vault',
			label: 'Administration',
			fields: { address: process.env['PKI_TEST_VAULT_ADDR'] },
			secrets: { token: process.env['PKI_TEST_VAULT_TOKEN'] },
		});
		connection = added.id;
	});
	after(() => run('pki.removeConnection', { connection, confirmed: true }));

	it('enables mounts that let their CA live', async () => {
		for (const path of [root, `${intermediate}/`]) {
			const { warnings } = await run<AdminOutcome>('pki.enableMount', {
				...{ connection, path, maxTtl: '10y' },
			});
			assert.deepEqual(warnings, []);
		}
		assert.equal(
			await codeOf(run('pki.enableMount', { connection, path: root, maxTtl: '1y' })),
			'invalid',
		);
	});

	it('generates a root, and an intermediate that it signs', async () => {
		const made = await run<AuthorityOutcome>('pki.generateRoot', {
			...{ connection, mount: root, commonName: 'Lab Root', ttl: '10y', issuerName: 'lab-root' },
		});
		const lifetime = (Date.parse(made.notAfter) - Date.now()) / 1000;
		assert.ok(lifetime > 9.9 * year, made.notAfter);
		const signed = await run<AuthorityOutcome>('pki.generateIntermediate', {
			...{ connection, mount: intermediate, parentMount: root },
			...{ commonName: 'Lab Issuing', ttl: '5y' },
		});
		const [top, middle] = [made, signed].map(
			({ certificatePem }) => new X509Certificate(certificatePem),
		);
		assert.ok(top && middle?.verify(top.publicKey));
		const { items } = await run<{ items: { name: string; isDefault: boolean }[] }>(
			'pki.listAuthorities',
			{ connection, mount: intermediate },
		);
		assert.ok(items.some(({ isDefault }) => isDefault));
	});

	it('creates a role, changes one rule of it, and leaves the others', async () => {
		const mount = intermediate;
		const rules = {
			allowedDomains: ['lab.test'],
			allowSubdomains: true,
			keyType: 'ec',
			keyBits: 256,
		};
		const role = { connection, mount, name: 'web', rules };
		await run('pki.createRole', role);
		assert.equal(await codeOf(run('pki.createRole', role)), 'exists');
		assert.equal(await codeOf(run('pki.createRole', { ...role, name: '../web' })), 'invalid');
		const change = { connection, mount, role: 'web', rules: { allowBareDomains: true } };
		await run('pki.editRole', change);
		assert.equal(await codeOf(run('pki.editRole', { ...change, role: 'nobody' })), 'notFound');
		const { items } = await run<{ items: { role: string }[] }>('pki.listRoles', {
			connection,
			mount,
		});
		assert.deepEqual(
			items.map((item) => item.role),
			['web'],
		);
		for (const commonName of ['lab.test', 'api.lab.test']) {
			const { serialNumber } = await run<{ serialNumber: string }>('pki.issueCertificate', {
				...{ connection, mount, role: 'web', commonName, ttl: '1h' },
				...{ folder: vscode.workspace.workspaceFolders?.[0]?.uri, overwrite: true },
			});
			assert.match(serialNumber, /^[0-9a-f]+$/);
		}
	});

	const issueWith = (role: string, commonName: string, more: object = {}) =>
		run<{ serialNumber: string }>('pki.issueCertificate', {
			...{ connection, mount: intermediate, role, commonName, ttl: '1h', ...more },
			...{ folder: vscode.workspace.workspaceFolders?.[0]?.uri, overwrite: true },
		});

	it('refuses kinds of key that no server has, and takes those that it has', async () => {
		const { uri: folder } = vscode.workspace.workspaceFolders?.[0] ?? {};
		const mount = intermediate;
		const role = { connection, mount, name: 'keys' };
		for (const [command, options] of [
			['pki.generateRoot', { connection, mount: root, commonName: 'X', keyType: 'rsa-huge' }],
			['pki.generateRoot', { connection, mount: root, commonName: 'X', keyType: 'rsa-1024' }],
			['pki.generateRoot', { connection, mount: root, commonName: 'X', keyType: 'ec', keyBits: 7 }],
			['pki.generateIntermediate', { connection, mount, parentMount: root, keyType: 'rsa-huge' }],
			['pki.createRole', { ...role, rules: { keyType: 'rsa-huge' } }],
			['pki.createRole', { ...role, rules: { keyType: 'rsa', keyBits: 12 } }],
			['pki.issueCertificate', { ...role, role: 'web', keyType: 'rsa-huge' }],
			['pki.issueCertificate', { ...role, role: 'web', keyType: 'rsa', keyBits: 12 }],
			['pki.createRequest', { names: ['a.test'], folder, keyType: 'rsa-huge' }],
			['pki.issueTestCertificate', { names: ['a.test'], folder, keyType: 'rsa-huge' }],
		] as const) {
			assert.equal(await codeOf(run(command, options)), 'invalid', JSON.stringify(options));
		}
		await run('pki.createRole', {
			...role,
			rules: { allowAnyName: true, keyType: 'rsa', keyBits: 3072 },
		});
		const own = `pki_p521_${process.pid}`;
		await run('pki.enableMount', { connection, path: own, maxTtl: '10y' });
		const made = await run<AuthorityOutcome>('pki.generateRoot', {
			...{ connection, mount: own, commonName: 'Another', keyType: 'P-521', ttl: '1y' },
		});
		const { asymmetricKeyDetails } = new X509Certificate(made.certificatePem).publicKey;
		assert.equal(asymmetricKeyDetails?.namedCurve, 'secp521r1');
	});

	it('issues what a role’s own rules for common names allow, and refuses what they refuse', async () => {
		const mount = intermediate;
		const rules = { allowAnyName: true, keyType: 'ec', keyBits: 256 };
		const names = (role: string, check: string) =>
			run('pki.createRole', {
				...{ connection, mount, name: role, rules: { ...rules, commonNameChecks: [check] } },
			});
		await names('people', 'disabled');
		await names('mail', 'email');
		assert.match((await issueWith('people', 'Jane Doe')).serialNumber, /^[0-9a-f]+$/);
		assert.equal(await codeOf(issueWith('mail', 'a.field.test')), 'invalid');
		assert.match((await issueWith('mail', 'alice@field.test')).serialNumber, /^[0-9a-f]+$/);
	});

	it('sets addresses and the default issuer, and rotates the CRL', async () => {
		const mount = intermediate;
		const crlDistributionPoints = ['http://pki.test/crl'];
		await run('pki.setUrls', { connection, mount, crlDistributionPoints });
		const { items } = await run<{ items: { id: string }[] }>('pki.listAuthorities', {
			connection,
			mount,
		});
		for (const { id } of items)
			await run('pki.setDefaultIssuer', { connection, mount, issuer: id });
		const { warnings } = await run<AdminOutcome>('pki.rotateCrl', { connection, mount });
		assert.deepEqual(warnings, []);
		// Its CAs have no CRLs of their own to choose from.
		const ofOne = { connection, mount, authority: items[0]?.id };
		assert.equal(await codeOf(run('pki.rotateCrl', ofOne)), 'unsupported');
		assert.equal(await codeOf(run('pki.showCrl', ofOne)), 'unsupported');
	});

	it('imports a CA with its key, and a key alone; a key that fits nothing only when told to', async () => {
		const mount = `pki_import_${process.pid}`;
		await run('pki.enableMount', { connection, path: mount, maxTtl: '10y' });
		const folder = new WorkspaceFolder();
		try {
			const { privateKeyPem } = await generateKey('P-256');
			const key = await loadSigningKey(privateKeyPem);
			const ca = await writeRoot({ subject: 'Imported', now: new Date(), ttlSeconds: year }, key);
			const bundle = folder.write('ca.pem', ca.pem + privateKeyPem);
			await run('pki.importBundle', { connection, mount, bundle });
			const { items } = await run<{ items: { subject?: string }[] }>('pki.listAuthorities', {
				...{ connection, mount },
			});
			assert.deepEqual(
				items.map(({ subject }) => subject),
				['CN=Imported'],
			);
			const empty = folder.write('empty.pem', '');
			const call = run('pki.importBundle', { connection, mount, bundle: empty });
			assert.equal(await codeOf(call), 'invalid');
			const alone = folder.write('alone.pem', (await generateKey('P-256')).privateKeyPem);
			await run('pki.importBundle', { connection, mount, bundle: alone });

			const other = await generateKey('Ed25519');
			const secondKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
			const wish = { subject: 'Second', now: new Date(), ttlSeconds: year };
			const second = await writeRoot(wish, secondKey);
			const foreign = folder.write('foreign.pem', ca.pem + other.privateKeyPem);
			const fresh = `pki_foreign_${process.pid}`;
			await run('pki.enableMount', { connection, path: fresh, maxTtl: '10y' });
			const at = { connection, mount: fresh, bundle: foreign };
			const refused = await refusal(run('pki.importBundle', at));
			assert.equal(refused.code, 'invalid');
			assert.match(refused.message, /does not belong to any of the certificates \(Imported\)/);
			const issuers = () =>
				run<{ items: unknown[] }>('pki.listAuthorities', { connection, mount: fresh });
			assert.equal((await issuers()).items.length, 0);
			await run('pki.importBundle', { ...at, confirmed: true });
			assert.equal((await issuers()).items.length, 1);
			// The certificate without its key is there: the key is no foreign one then.
			const late = folder.write('late.pem', second.pem + privateKeyPem);
			await run('pki.importBundle', { connection, mount: fresh, bundle: late });
		} finally {
			folder.remove();
		}
	});

	it('says how to trust the root above what is chosen, and changes nothing', async () => {
		for (const mount of [root, intermediate]) {
			const { items } = await run<{ items: { id: string }[] }>('pki.listAuthorities', {
				...{ connection, mount },
			});
			for (const authority of [undefined, ...items.map(({ id }) => id)]) {
				const { certificate, commands } = await run<TrustResult>('pki.trustRoot', {
					...{ connection, mount, authority },
				});
				const file = new X509Certificate(readFileSync(certificate));
				assert.equal(file.subject, 'CN=Lab Root');
				assert.ok(file.verify(file.publicKey));
				const named = commands.filter(({ command }) => command.includes(certificate));
				assert.ok(commands.length > 1 && named.length > 0);
			}
		}
	});

	it('trusts no intermediate whose root is not known', async () => {
		const mount = `pki_orphan_${process.pid}`;
		await run('pki.enableMount', { connection, path: mount, maxTtl: '10y' });
		const folder = new WorkspaceFolder();
		try {
			const [top, own] = await Promise.all([generateKey('P-256'), generateKey('P-256')]);
			const key = await loadSigningKey(top.privateKeyPem);
			const wish = { now: new Date(), ttlSeconds: year };
			const offline = await writeRoot({ ...wish, subject: 'Offline Root' }, key);
			const orphan = await writeIntermediate(
				{ ...wish, subject: 'Orphan', publicKey: own.publicKey },
				makeIssuer(offline.der, key),
			);
			const bundle = folder.write('ca.pem', orphan.pem + own.privateKeyPem);
			await run('pki.importBundle', { connection, mount, bundle });
			const call = run('pki.trustRoot', { connection, mount });
			assert.equal(await codeOf(call), 'notFound');
			const whole = folder.write('root.pem', offline.pem);
			await run('pki.importBundle', { connection, mount: root, bundle: whole });
			const { certificate } = await run<TrustResult>('pki.trustRoot', { connection, mount });
			assert.equal(new X509Certificate(readFileSync(certificate)).subject, 'CN=Offline Root');
		} finally {
			folder.remove();
		}
	});

	it('is refused where there is nothing to administer', async () => {
		const call = run('pki.rotateCrl', { connection: 'localCa', mount: 'local' });
		assert.equal(await codeOf(call), 'unsupported');
	});
});
