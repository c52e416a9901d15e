import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, checkFiles, codeOf, refusal } from '../support/commandDoor.js';
import type { WorkspaceFolder } from '../support/editor.js';
import { openVaultScene, type TestVault, type VaultScene } from '../support/vaultEnvironment.js';

describe('commands over OpenBao', () => {
	let vault: TestVault;
	let folder: WorkspaceFolder;
	let connection: string;
	let at: VaultScene['at'];
	let connectWith: VaultScene['connectWith'];
	let close: VaultScene['close'];

	before(async () => {
		({ vault, folder, connection, at, connectWith, close } = await openVaultScene('commands'));
	});
	after(() => close());

	async function countCertificates(): Promise<number> {
		const { items } = await call('pki.listCertificates', { ...at, limit: 5000 });
		return items.length;
	}

	describe('lists', () => {
		it('show issuers and roles of a mount written either way', async () => {
			for (const mount of [vault.mount, `${vault.mount}/`]) {
				const { items } = await call('pki.listAuthorities', { connection, mount });
				assert.ok(items.some(({ subject = '' }) => subject.includes('Lab Issuing')));
				const roles = await call('pki.listRoles', { connection, mount });
				assert.deepEqual(roles.items.map(({ role }) => role).sort(), ['any', 'web']);
			}
		});

		it('reject an unknown mount and a refusal, and are never empty instead', async () => {
			const none = { connection, mount: 'no_such_mount' };
			const poor = await connectWith('path "nothing" { capabilities = ["read"] }');
			for (const command of ['pki.listRoles', 'pki.listCertificates'] as const) {
				assert.equal(await codeOf(call(command, none)), 'notFound');
				const refused = call(command, { connection: poor, mount: vault.mount });
				const { code, message } = await refusal(refused);
				assert.equal(code, 'forbidden', `${command}: ${code}: ${message}`);
			}
			await call('pki.removeConnection', { connection: poor, confirmed: true });
		});
	});

	describe('pki.issueCertificate', () => {
		it('writes the whole set, the key of which was made here', async () => {
			const result = await call('pki.issueCertificate', {
				...{ ...at, mount: `${vault.mount}/`, role: 'web', folder: folder.path },
				commonName: 'api.lab.test',
				altNames: ['*.api.lab.test'],
				ipSans: ['10.0.0.7'],
				ttl: '240h',
			});
			assert.equal(result.files.key, join(folder.path, 'api.lab.test.key'));
			assert.equal(result.warnings, undefined);
			const leaf = checkFiles(result);
			for (const name of ['DNS:api.lab.test', 'DNS:*.api.lab.test', 'IP Address:10.0.0.7']) {
				assert.ok(leaf.subjectAltName?.includes(name), name);
			}
			const { items } = await call('pki.listCertificates', { ...at, limit: 5000 });
			assert.ok(items.some((item) => item.serialNumber === result.serialNumber));
		});

		it('makes the key here where the role takes any: the server could not make one', async () => {
			const named = { ...at, role: 'any', folder: folder.path };
			const local = { ...named, commonName: 'here.lab.test', keyType: 'P-384' };
			const leaf = checkFiles(await call('pki.issueCertificate', local));
			assert.deepEqual(leaf.publicKey.asymmetricKeyDetails, { namedCurve: 'secp384r1' });
			const there = { ...named, commonName: 'there.lab.test', localKey: false };
			assert.equal(await codeOf(call('pki.issueCertificate', there)), 'invalid');
		});

		it('lets the server make the key when told to', async () => {
			const result = await call('pki.issueCertificate', {
				...{ ...at, role: 'web', commonName: 'server-key.lab.test', localKey: false },
				folder: folder.path,
			});
			checkFiles(result);
		});

		it('issues with a token that may issue and nothing else', async () => {
			const id = await connectWith(`path "${vault.mount}/issue/web" { capabilities = ["update"] }`);
			const result = await call('pki.issueCertificate', {
				...{ connection: id, mount: vault.mount, role: 'web', commonName: 'poor.lab.test' },
				folder: folder.path,
			});
			checkFiles(result);
			await call('pki.removeConnection', { connection: id, confirmed: true });
		});

		it('signs with a token that may sign but not read the role, which wants RSA', async () => {
			const rsa = { allow_any_name: true, key_type: 'rsa', key_bits: 2048 };
			await vault.api('POST', `${vault.mount}/roles/rsa`, rsa);
			const id = await connectWith(`path "${vault.mount}/sign/rsa" { capabilities = ["update"] }`);
			const result = await call('pki.issueCertificate', {
				...{ connection: id, mount: vault.mount, role: 'rsa', commonName: 'rsa.lab.test' },
				folder: folder.path,
			});
			assert.equal(checkFiles(result).publicKey.asymmetricKeyType, 'rsa');
			await call('pki.removeConnection', { connection: id, confirmed: true });
			await vault.api('DELETE', `${vault.mount}/roles/rsa`);
		});

		it('gives the names to a role that takes none from the request', async () => {
			const role = {
				...{ allowed_domains: 'lab.test', allow_subdomains: true, key_type: 'ec' },
				...{ use_csr_common_name: false, use_csr_sans: false },
			};
			await vault.api('POST', `${vault.mount}/roles/beside`, role);
			const result = await call('pki.issueCertificate', {
				...{ ...at, role: 'beside', commonName: 'beside.lab.test', folder: folder.path },
				...{ altNames: ['other.lab.test'], ipSans: ['10.1.1.1'] },
			});
			const leaf = checkFiles(result);
			assert.equal(leaf.subject, 'CN=beside.lab.test');
			for (const name of ['beside.lab.test', 'other.lab.test', '10.1.1.1']) {
				assert.ok(leaf.subjectAltName?.includes(name), name);
			}
			await vault.api('DELETE', `${vault.mount}/roles/beside`);
		});

		it('refuses what the role does not allow before anything is sent', async () => {
			const before = await countCertificates();
			const files = readdirSync(folder.path).length;
			for (const [options, words] of [
				[{ commonName: 'lab.test' }, /lab\.test itself/],
				[{ commonName: 'api.other.test' }, /\*\.lab\.test/],
				[{ commonName: 'a.lab.test', altNames: ['b.other.test'] }, /b\.other\.test/],
				[{ commonName: 'a.lab.test', uriSans: ['spiffe://x/y'] }, /spiffe/],
				[
					{ commonName: 'a.lab.test', keyType: 'RSA-2048' },
					/Role “web” accepts only keys of type ec/,
				],
			] as const) {
				const all = { ...at, role: 'web', folder: folder.path, ...options };
				const refused = await refusal(
					call('pki.issueCertificate', JSON.parse(JSON.stringify(all)) as typeof at),
				);
				assert.equal(refused.code, 'invalid');
				assert.match(refused.message, words);
			}
			assert.equal(await countCertificates(), before);
			assert.equal(readdirSync(folder.path).length, files);
		});

		it('says when the lifetime asked for was capped', async () => {
			const { warnings = [], notAfter } = await call('pki.issueCertificate', {
				...{ ...at, role: 'web', commonName: 'capped.lab.test', ttl: '2000h' },
				folder: folder.path,
			});
			assert.match(warnings.join(' '), /cap/);
			assert.ok(Date.parse(notAfter) - Date.now() < 31 * 86_400_000);
		});

		it('takes an issuer by the name that the list gives it', async () => {
			const { items } = await call('pki.listAuthorities', at);
			const { name } = items.find(({ isDefault }) => isDefault) ?? assert.fail('no default');
			assert.equal(name, 'Lab Issuing');
			const options = { ...at, role: 'web', folder: folder.path, issuer: name };
			checkFiles(await call('pki.issueCertificate', { ...options, commonName: 'by.lab.test' }));
			const named = { names: ['to.lab.test'], folder: folder.path };
			const { files } = await call('pki.createRequest', named);
			checkFiles(await call('pki.signRequest', { ...options, request: files.request }));
		});

		it('rejects an unknown role, mount and issuer', async () => {
			const options = { ...at, role: 'web', commonName: 'x.lab.test', folder: folder.path };
			for (const wrong of [{ role: 'none' }, { mount: 'no_such_mount' }, { issuer: 'none' }]) {
				const answer = call('pki.issueCertificate', { ...options, ...wrong });
				const { code, message } = await refusal(answer);
				assert.equal(code, 'notFound', JSON.stringify(wrong));
				assert.match(message, /does not exist/);
			}
		});
	});

	describe('pki.signRequest', () => {
		it('signs a request made here', async () => {
			const { files } = await call('pki.createRequest', {
				names: ['signed.lab.test'],
				folder: folder.path,
			});
			const signed = await call('pki.signRequest', {
				...{ ...at, role: 'web', request: files.request, folder: folder.path, ttl: '24h' },
			});
			checkFiles({ ...signed, files: { ...signed.files, key: files.key } });
			assert.equal(signed.files.key, undefined);
			assert.equal(signed.warnings, undefined);
		});

		it('checks the key in the request against the role', async () => {
			const wish = { names: ['other-key.lab.test'], keyType: 'RSA-2048', folder: folder.path };
			const { files } = await call('pki.createRequest', wish);
			const options = { ...at, role: 'web', request: files.request, folder: folder.path };
			const refused = await refusal(call('pki.signRequest', options));
			assert.deepEqual([refused.code, refused.reason], ['invalid', 'keyNotAllowed']);
		});

		it('checks the names in the request against the role', async () => {
			const { files } = await call('pki.createRequest', {
				names: ['signed.other.test'],
				folder: folder.path,
			});
			const before = await countCertificates();
			const refused = await refusal(
				call('pki.signRequest', {
					...{ ...at, role: 'web', request: files.request, folder: folder.path },
				}),
			);
			assert.equal(refused.code, 'invalid');
			assert.equal(refused.message.match(/signed\.other\.test/g)?.length, 1, refused.message);
			assert.equal(await countCertificates(), before);
		});
	});

	it('writes no token into any file', () => {
		for (const file of readdirSync(folder.path)) {
			assert.ok(!readFileSync(join(folder.path, file), 'utf8').includes(vault.token), file);
		}
	});
});
