import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { call, codeOf, refusal } from '../support/commandDoor.js';
import type { WorkspaceFolder } from '../support/editor.js';
import { openVaultScene, type TestVault, type VaultScene } from '../support/vaultEnvironment.js';

describe('pki.revokeCertificate over OpenBao', () => {
	let vault: TestVault;
	let folder: WorkspaceFolder;
	let at: VaultScene['at'];
	let connectWith: VaultScene['connectWith'];
	let close: VaultScene['close'];

	before(async () => {
		({ vault, folder, at, connectWith, close } = await openVaultScene('revoking'));
	});
	after(() => close());

	async function issue(commonName: string, ttl: string): Promise<string> {
		const options = { ...at, role: 'web', folder: folder.path, commonName, ttl };
		return (await call('pki.issueCertificate', options)).serialNumber;
	}

	it('revokes, and the list knows', async () => {
		const serialNumber = await issue('revoked.lab.test', '1h');
		const options = { ...at, serialNumber, confirmed: true };
		const { revoked, message } = await call('pki.revokeCertificate', options);
		assert.equal(revoked, true);
		assert.match(message, /is revoked/);
		const { items } = await call('pki.listCertificates', { ...at, limit: 5000 });
		assert.equal(items.find((item) => item.serialNumber === serialNumber)?.revoked, true);
	});

	it('says that an expired certificate is not revoked', async () => {
		const serialNumber = await issue('expired.lab.test', '1s');
		await new Promise((resolve) => setTimeout(resolve, 2500));
		const options = { ...at, serialNumber, confirmed: true };
		const { revoked, message } = await call('pki.revokeCertificate', options);
		assert.equal(revoked, false);
		assert.match(message, /expired/);
	});

	it('says of several what was revoked before one could not be', async () => {
		const serialNumber = await issue('first.lab.test', '1h');
		const first = { ...at, serialNumber, confirmed: true };
		const unknown = { ...at, serialNumber: 'cd'.repeat(20) };
		const several = vscode.commands.executeCommand('pki.revokeCertificate', first, [
			first,
			unknown,
		]);
		const { code, message } = await refusal(Promise.resolve(several));
		assert.equal(code, 'notFound');
		assert.match(message, new RegExp(`serial ${serialNumber.slice(0, 2)}:.* is revoked\\.`));
		assert.match(
			message,
			/Not revoked: 1 more\. .* does not store a certificate with serial number cd/,
		);
		const { items } = await call('pki.listCertificates', { ...at, limit: 5000 });
		assert.equal(items.find((item) => item.serialNumber === serialNumber)?.revoked, true);
	});

	it('takes no reason, for the server has none', async () => {
		const serialNumber = await issue('reason.lab.test', '1h');
		const options = { ...at, serialNumber, reason: 'superseded', confirmed: true };
		assert.equal(await codeOf(call('pki.revokeCertificate', options)), 'unsupported');
	});

	it('revokes by its file what the server does not store', async () => {
		const role = {
			allow_any_name: true,
			enforce_hostnames: false,
			key_type: 'ec',
			no_store: true,
		};
		await vault.api('POST', `${vault.mount}/roles/forgetful`, role);
		const { serialNumber, files } = await call('pki.issueCertificate', {
			...{ ...at, role: 'forgetful', commonName: 'n.field.test', folder: folder.path },
		});
		const byNumber = await refusal(
			call('pki.revokeCertificate', { ...at, serialNumber, confirmed: true }),
		);
		assert.equal(byNumber.code, 'notFound');
		assert.match(byNumber.message, /revoke it by its file/);
		const other = { ...at, certificate: files.certificate, serialNumber: 'ab', confirmed: true };
		assert.equal(await codeOf(call('pki.revokeCertificate', other)), 'invalid');
		const byFile = { ...at, certificate: vscode.Uri.file(files.chain ?? ''), confirmed: true };
		const { revoked, message } = await call('pki.revokeCertificate', byFile);
		assert.ok(revoked && message.includes('n.field.test'), message);
		const pem = readFileSync(files.certificate, 'utf8');
		const again = await call('pki.revokeCertificate', {
			...at,
			certificate: pem,
			confirmed: true,
		});
		assert.match(again.message, /was already revoked/);
		await vault.api('DELETE', `${vault.mount}/roles/forgetful`);
	});

	it('takes serial numbers as people copy them', async () => {
		for (const [commonName, written] of [
			['mark.lab.test', (pairs: string) => `\u200e${pairs.replaceAll(':', ' ')}`],
			[
				'openssl.lab.test',
				(pairs: string) => `serial=${pairs.replaceAll(':', '').toUpperCase()}\n`,
			],
		] as const) {
			const serialNumber = await issue(commonName, '1h');
			const copied = written(serialNumber.replace(/..(?=.)/g, '$&:'));
			const found: unknown = await vscode.commands.executeCommand('pki.findBySerial', {
				...{ ...at, serialNumber: copied },
			});
			assert.ok(typeof found === 'object' && found !== null && 'name' in found);
			assert.equal(found.name, commonName);
			const options = { ...at, serialNumber: copied, confirmed: true };
			assert.equal((await call('pki.revokeCertificate', options)).revoked, true);
		}
	});

	it('rejects what the token may not do, and unknown serial numbers', async () => {
		const serialNumber = await issue('refused.lab.test', '1h');
		const id = await connectWith(`path "${vault.mount}/issue/web" { capabilities = ["update"] }`);
		const poor = { connection: id, mount: vault.mount, serialNumber, confirmed: true };
		assert.equal(await codeOf(call('pki.revokeCertificate', poor)), 'forbidden');
		await call('pki.removeConnection', { connection: id, confirmed: true });
		const unknown = { ...at, serialNumber: 'ab'.repeat(20), confirmed: true };
		assert.equal(await codeOf(call('pki.revokeCertificate', unknown)), 'notFound');
	});
});
