import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type FileTarget,
	ownFileNames,
	writeIssuedFiles,
} from '../../../../src/commands/save/issuedFiles.js';
import { rejectsWith } from '../../../support/rejections.js';
import { makeCa } from '../../../support/tlsCertificates.js';

describe('the files of a certificate', () => {
	let folder: string;
	let issued: Parameters<typeof writeIssuedFiles>[1];
	let ca: Awaited<ReturnType<typeof makeCa>>;
	before(async () => {
		ca = await makeCa('Lab CA');
		const leaf = await ca.issue({ name: 'a.test', usage: 'server', ip: [] });
		issued = {
			issued: {
				...{ serialNumber: '01', notAfter: '2027-01-01T00:00:00Z', warnings: [] },
				certificatePem: leaf.certificate,
				chainPem: [ca.certificate],
			},
			privateKeyPem: leaf.key,
		};
	});
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-issued-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const target = (more: Partial<FileTarget> = {}): FileTarget => ({
		...{ folder, baseName: 'a.test', overwrite: false },
		...more,
	});
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');

	it('leave another CA’s file alone, also where a person agreed to replace their own', async () => {
		const other = await makeCa('Other CA');
		for (const name of ['ca.crt', 'a.test.crt', 'a.test.key']) {
			writeFileSync(join(folder, name), other.certificate);
		}
		const files = await writeIssuedFiles(target({ overwrite: true }), issued);
		assert.equal(read('ca.crt'), other.certificate);
		assert.equal(files.ca, join(folder, 'a.test.ca.crt'));
		assert.match(read('a.test.key'), /PRIVATE KEY/);
		await writeIssuedFiles(target({ overwrite: true, replacesCa: true }), issued);
		assert.equal(read('ca.crt').trim(), ca.certificate.trim());
	});

	it('are all written where several are made at once in a new folder', async () => {
		const names = ['a', 'b', 'c', 'd', 'e'];
		const targets = names.map((baseName) => target({ folder: join(folder, 'new'), baseName }));
		const results = await Promise.all(targets.map((one) => writeIssuedFiles(one, issued)));
		for (const { ca: file } of results) assert.equal(file, join(folder, 'new/ca.crt'));
		assert.equal(readdirSync(join(folder, 'new')).length, 3 * names.length + 1);
	});

	it('have a .p12 among them, 0600, all or none', async () => {
		const pkcs12 = { password: 'correct horse', isMade: false };
		const files = await writeIssuedFiles(target(), { ...issued, pkcs12 });
		assert.equal(files.pkcs12, join(folder, 'a.test.p12'));
		const { status, stdout } = spawnSync(
			'openssl',
			['pkcs12', '-nodes', '-in', files.pkcs12, '-passin', 'pass:correct horse'],
			{ encoding: 'utf8' },
		);
		assert.equal(status, 0);
		assert.equal(stdout.match(/BEGIN CERTIFICATE/g)?.length, 2);
		assert.match(stdout, /BEGIN PRIVATE KEY/);
		if (process.platform !== 'win32') assert.equal(statSync(files.pkcs12).mode & 0o777, 0o600);
		writeFileSync(join(folder, 'b.test.p12'), 'mine');
		const refused = writeIssuedFiles(target({ baseName: 'b.test' }), { ...issued, pkcs12 });
		await rejectsWith(refused, 'exists');
		assert.deepEqual(
			readdirSync(folder).filter((name) => name.startsWith('b.')),
			['b.test.p12'],
		);
		assert.deepEqual(ownFileNames('b', true, true), ['b.crt', 'b.key', 'b.fullchain.crt', 'b.p12']);
	});
});
