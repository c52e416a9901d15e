import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandContext } from '../../../src/commands/command.js';
import { run as newLocalCa } from '../../../src/commands/localCa/newLocalCa.js';
import { run as deleteLocalCa } from '../../../src/commands/localCa/deleteLocalCa.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { makeMkcertCa, makeStepCa } from '../../support/existingCas.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';

const mount = 'local';

describe('deleting the Local CA', () => {
	let standIn: StandIn;
	beforeEach(() => {
		standIn = standInServices();
	});
	afterEach(() => standIn.dispose());

	const remove = (options: object) =>
		deleteLocalCa(standIn.services as CommandContext, {
			options: { ...options },
			selection: [],
			interactive: false,
		});
	const issue = async () => {
		const client = await standIn.services.clients.get('localCa');
		return client.issue?.({ mount, role: 'both', commonName: 'a.test' });
	};
	const files = () =>
		readdirSync(join(standIn.services.context.globalStorageUri.fsPath, 'localCa'));
	const keys = () => [...standIn.storage.secretValues()].filter((text) => text.includes('PRIVATE'));

	it('takes its keys, its list and its certificates; the next certificate has a new CA', async () => {
		const before = await issue();
		assert.equal(keys().length, 1);
		const fired: unknown[] = [];
		standIn.services.changes.onDidChange((change) => fired.push(change));
		await remove({ confirmed: true });
		assert.deepEqual(keys(), []);
		assert.deepEqual(files(), []);
		assert.deepEqual(fired, [{ connection: 'localCa' }]);
		const client = await standIn.services.clients.get('localCa');
		assert.deepEqual((await client.listCertificates(mount, {})).items, []);
		assert.deepEqual((await client.status()).notices, undefined);
		assert.notDeepEqual((await issue())?.chainPem, before?.chainPem);
	});

	it('takes the keys that are kept in a file, too', async () => {
		const client = await standIn.services.clients.get('localCa');
		await client.createAuthority?.({ keysIn: 'file' });
		assert.ok(files().includes('keys.json'));
		await remove({ confirmed: true });
		assert.deepEqual(files(), []);
	});

	it('leaves the CA of another machine, whose secrets lie in the same storage', async () => {
		const other = standInServices(standIn.storage.profile());
		try {
			const client = await other.services.clients.get('localCa');
			const wish = { mount, role: 'both', commonName: 'b.test' };
			const theirs = await client.issue?.(wish);
			const mine = await issue();
			assert.notDeepEqual(mine?.chainPem, theirs?.chainPem);
			await remove({ confirmed: true });
			other.services.clients.reopen('localCa');
			const next = await other.services.clients.get('localCa');
			assert.deepEqual((await next.issue?.(wish))?.chainPem, theirs?.chainPem);
		} finally {
			other.dispose();
		}
	});

	it('leaves a Vault alone', async () => {
		const { id } = await standIn.services.connections.add({
			...{ backend: 'vault', label: 'Lab', secrets: {} },
			fields: { address: 'http://127.0.0.1:1' },
		});
		await assert.rejects(remove({ connection: id, confirmed: true }), (error) =>
			isPkiError(error, 'unsupported'),
		);
		assert.ok(vscode.workspace.isTrusted);
		await standIn.services.connections.get(id);
	});
});

describe('a new Local CA', () => {
	let standIn: StandIn;
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-cas-'));
		makeMkcertCa(folder);
		makeStepCa(folder, 'secret');
	});
	after(() => rmSync(folder, { recursive: true, force: true }));
	beforeEach(() => {
		standIn = standInServices();
	});
	afterEach(() => standIn.dispose());

	const start = (options: object) =>
		newLocalCa(standIn.services as CommandContext, {
			options: { ...options },
			selection: [],
			interactive: false,
		});
	const at = (...path: string[]) => join(folder, ...path);
	const names = async () => {
		const client = await standIn.services.clients.get('localCa');
		return (await client.listAuthorities(mount, {})).items.map(({ name }) => name);
	};

	it('has a root that is named after its owner', async () => {
		assert.deepEqual(await start({ confirmed: true }), { keysIn: 'secretStorage' });
		const [root = ''] = await names();
		const [host = ''] = hostname().split('.');
		assert.match(root, /^PKI Workbench Root \(.+@.+\)$/);
		assert.ok(root.includes(userInfo().username.slice(0, 20)));
		assert.ok(root.includes(host.slice(0, 20)));
	});

	it('is mkcert’s or step’s where their files are given', async () => {
		await start({
			...{ certificate: at('rootCA.pem'), key: vscode.Uri.file(at('rootCA-key.pem')) },
			confirmed: true,
		});
		assert.deepEqual(await names(), ['mkcert alice@laptop']);
		const step = { certificate: at('certs', 'root_ca.crt'), key: at('secrets', 'root_ca_key') };
		await assert.rejects(start({ ...step, keysIn: 'file' }), (error) =>
			isPkiError(error, 'invalid'),
		);
		assert.deepEqual(await names(), ['mkcert alice@laptop']);
		const kept = await start({ ...step, password: 'secret', keysIn: 'file' });
		assert.deepEqual(kept, { keysIn: 'file' });
		assert.deepEqual((await names()).slice(0, 2), ['Lab Root CA', 'Issuing CA']);
		assert.ok(![...standIn.storage.secretValues()].join('').includes('PRIVATE'));
	});

	it('needs both files', async () => {
		for (const options of [{ certificate: at('rootCA.pem') }, { key: at('rootCA-key.pem') }]) {
			await assert.rejects(start({ ...options, confirmed: true }), (error) =>
				isPkiError(error, 'invalid'),
			);
		}
		assert.deepEqual(await names(), []);
	});
});
