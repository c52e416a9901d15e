import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { call, refusal } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { assertPair, certificateIn, contentsOf, verdicts } from '../support/renewed.js';
import { openVaultScene, type TestVault, type VaultScene } from '../support/vaultEnvironment.js';

describe('renewing certificates of OpenBao', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	let vault: TestVault;
	let folder: WorkspaceFolder;
	let at: VaultScene['at'];
	let close: VaultScene['close'];
	before(async () => {
		({ vault, folder, at, close } = await openVaultScene('renewing'));
		const { mount } = vault;
		const names = { allowed_domains: 'lab.test', allow_subdomains: true, key_type: 'ec' };
		await vault.api('POST', `${mount}/roles/client`, { ...names, server_flag: false });
	});
	after(() => close());

	const issue = (commonName: string, ttl: string, role = 'web') =>
		call('pki.issueCertificate', { ...at, role, folder: folder.path, commonName, ttl });

	it('asks the role that issued it, and a copy’s authority for the role that would', async () => {
		const { files } = await issue('known.lab.test', '1h', 'client');
		const options = { certificate: files.certificate, confirmed: true };
		const result = await call('pki.renewCertificate', options);
		assert.deepEqual(verdicts(result), {
			...{ keyMatches: true, chainVerifies: true, namesKept: true, usagesKept: true },
			preflightClient: true,
		});
		const copies = new WorkspaceFolder();
		try {
			const [cert, key] = [files.certificate, files.key ?? ''].map((file) => readFileSync(file));
			const copy = copies.write('copy.crt', cert ?? '');
			copies.write('copy.key', key ?? '');
			await vscode.workspace.fs.delete(vscode.Uri.file(files.certificate));
			const { files: renewed } = await call('pki.rotate', {
				...{ certificate: copy, connection: at.connection, confirmed: true },
			});
			assert.equal(renewed.length, 2);
			assert.deepEqual(certificateIn(copy.fsPath).keyUsage, ['1.3.6.1.5.5.7.3.2']);
			assertPair(copy.fsPath, join(copies.path, 'copy.key'));
		} finally {
			copies.remove();
		}
	});

	it('replaces nothing where usages differ, unless that is accepted', async () => {
		const { files } = await issue('differs.lab.test', '1h');
		const before = contentsOf(folder.path);
		const options = { ...at, role: 'client', certificate: files.certificate };
		const refused = await refusal(call('pki.rotate', { ...options, confirmed: true }));
		assert.deepEqual([refused.code, refused.reason], ['invalid', 'rotationDiffers']);
		assert.match(refused.message, /serverAuth/);
		assert.deepEqual(contentsOf(folder.path), before);
		person.willPress('Renew and Replace');
		person.willPress('Keep Files');
		const asked = await refusal(call('pki.rotate', options));
		assert.equal(asked.code, 'cancelled');
		assert.match(person.said.join('\n'), /differs\. Replace it anyway/);
		assert.deepEqual(contentsOf(folder.path), before);
		const accepted = { ...options, confirmed: true, acceptDifferences: true };
		const result = await call('pki.rotate', accepted);
		assert.equal(verdicts(result).usagesKept, false);
		assert.deepEqual(certificateIn(files.certificate).keyUsage, ['1.3.6.1.5.5.7.3.2']);
	});

	it('replaces nothing where those who trust the old CA refuse the new pair in a handshake', async () => {
		const { files } = await issue('moved.lab.test', '1h');
		const before = contentsOf(folder.path);
		const { mount } = vault;
		const old = await vault.api('GET', `${mount}/config/issuers`);
		const name = { common_name: 'Other Root', key_type: 'ec', issuer_name: 'other' };
		await vault.api('POST', `${mount}/root/generate/internal`, { ...name, ttl: '8760h' });
		await vault.api('POST', `${mount}/config/issuers`, { default: 'other' });
		try {
			const options = { ...at, role: 'web', certificate: files.certificate };
			const refused = await refusal(call('pki.rotate', { ...options, confirmed: true }));
			assert.deepEqual([refused.code, refused.reason], ['invalid', 'rotationDiffers']);
			assert.match(refused.message, /Clients that trust the previous CA accept it as a server/);
			assert.match(refused.message, /Servers that trust the previous CA accept it as a client/);
			assert.deepEqual(contentsOf(folder.path), before);
			person.willPress('Renew and Replace');
			person.willPress('Keep Files');
			const asked = await refusal(call('pki.rotate', options));
			assert.equal(asked.code, 'cancelled');
			assert.deepEqual(contentsOf(folder.path), before);
			const result = await call('pki.rotate', {
				...{ ...options, confirmed: true, acceptDifferences: true },
			});
			assert.equal(verdicts(result).preflightServer, false);
			assertPair(files.certificate, files.key ?? '');
		} finally {
			await vault.api('POST', `${mount}/config/issuers`, { default: old.default });
		}
	});

	it('sends nothing for names that the role refuses', async () => {
		const { files } = await issue('anything.test', '1h', 'any');
		const before = contentsOf(folder.path);
		const options = { ...at, role: 'web', certificate: files.certificate, confirmed: true };
		const refused = await refusal(call('pki.rotate', options));
		assert.equal(refused.code, 'invalid');
		assert.deepEqual(contentsOf(folder.path), before);
	});

	it('asks the servers of connections that use the pair whether they still answer', async () => {
		const { files } = await issue('admin.lab.test', '1h', 'client');
		const { id } = await call('pki.addConnection', {
			...{ backend: 'vault', label: 'with a pair', secrets: { token: vault.token } },
			fields: {
				address: vault.address,
				...{ clientCertificateFile: files.certificate, clientKeyFile: files.key ?? '' },
			},
		});
		try {
			const options = { certificate: files.certificate, confirmed: true };
			const result = await call('pki.rotate', options);
			assert.equal(verdicts(result).serverAnswers, true);
		} finally {
			await call('pki.removeConnection', { connection: id, confirmed: true });
		}
	});

	it('renews all that is due, and nothing else', async () => {
		const { files } = await issue('lasting.lab.test', '1h');
		const lasting = readFileSync(files.certificate, 'utf8');
		// OpenBao sets the beginning back by half a minute: of these 45 seconds two thirds are over already.
		const due = await issue('due.lab.test', '15s');
		const { files: renewed } = await call('pki.renewAllDue', { confirmed: true });
		assert.ok(renewed.includes(due.files.certificate));
		assert.ok(!renewed.includes(files.certificate));
		assertPair(due.files.certificate, due.files.key ?? '');
		assert.equal(readFileSync(files.certificate, 'utf8'), lasting);
	});
});
