import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { Backend } from '../../../../../src/core/backends/contract/backend.js';
import { readPemListFacts } from '../../../../../src/core/x509/certificate.js';
import { readCrl } from '../../../../../src/core/x509/crl.js';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { rejectsWith } from '../../../../support/rejections.js';

const mount = 'local';
const day = 86_400_000;
const year = 365 * day;
const start = Date.now();

describe('Local CA: the end of its intermediate', () => {
	let host: LocalHost;
	let backend: Backend;

	beforeEach(async () => {
		host = await makeLocalHost();
		backend = await host.connect();
	});
	afterEach(() => host.remove());

	async function issueAt(years: number, ttlDays = 30, from = backend) {
		host.setNow(new Date(start + years * year));
		const wish = { mount, role: 'both', commonName: 'a.test', ttlSeconds: ttlDays * 86_400 };
		const issued = await from.issue?.(wish);
		assert.ok(issued);
		return issued;
	}

	for (const [when, years] of [
		['near its end', 4.5],
		['expired', 5.2],
	] as const) {
		it(`${when}, it is signed anew by the same root, with the same key`, async () => {
			const before = await issueAt(0);
			const after = await issueAt(years, 365);
			assert.deepEqual(after.warnings, []);
			assert.equal(after.chainPem[1], before.chainPem[1]);
			const [old, renewed] = [before, after].map(
				({ chainPem }) => new X509Certificate(chainPem[0] ?? ''),
			);
			assert.ok(old && renewed);
			assert.notEqual(renewed.serialNumber, old.serialNumber);
			assert.equal(renewed.subject, old.subject);
			assert.ok(renewed.publicKey.equals(old.publicKey));
			const root = new X509Certificate(after.chainPem[1] ?? '');
			assert.ok(renewed.verify(root.publicKey));
			assert.ok(new X509Certificate(after.certificatePem).verify(renewed.publicKey));
			const end = Date.parse(readPemListFacts(after.chainPem[0] ?? '')?.notAfter ?? '');
			assert.ok(end > start + (years + 4.7) * year);
		});
	}

	it('is renewed once, also by two windows at the same moment', async () => {
		await issueAt(0);
		const other = await host.connect();
		const issued = await Promise.all([issueAt(4.5), issueAt(4.5, 30, other), issueAt(4.5)]);
		assert.equal(new Set(issued.map(({ chainPem }) => chainPem.join())).size, 1);
		const { items } = await backend.listAuthorities(mount, {});
		assert.deepEqual(
			items.map(({ name, isDefault, parentId, hasKey }) => [name, isDefault, parentId, hasKey]),
			[
				['PKI Workbench Root (alice@laptop)', false, undefined, true],
				['Issuing CA', true, 'root', true],
				['Issuing CA', false, 'root', true],
			],
		);
	});

	it('is left alone while a year is left', async () => {
		const before = await issueAt(0);
		assert.deepEqual((await issueAt(3.9)).chainPem, before.chainPem);
	});

	it('is not renewed where the root ends with it', async () => {
		await issueAt(0);
		const second = await issueAt(4.5);
		const third = await issueAt(9.2);
		const { items } = await backend.listAuthorities(mount, {});
		assert.equal(items.length, 4, 'two renewals, the last one up to the end of the root');
		assert.notDeepEqual(third.chainPem, second.chainPem);
		assert.deepEqual((await issueAt(9.5)).chainPem, third.chainPem);
		await rejectsWith(issueAt(10.1), 'invalid', 'issuerExpired');
	});

	it('has one CRL with what either certificate of its key signed', async () => {
		await issueAt(0);
		const first = await issueAt(3.9, 300);
		const second = await issueAt(4.5);
		assert.notDeepEqual(second.chainPem, first.chainPem);
		for (const { serialNumber } of [first, second]) {
			await backend.revoke?.({ mount, serialNumber });
		}
		const record = await backend.readCrl?.(mount);
		const der = firstPemDer(record?.crlPem ?? '', 'X509 CRL');
		assert.ok(der);
		assert.equal(readCrl(der).revokedCount, 2);
	});

	it('goes on without the root’s key until it has expired; then the loss is said', async () => {
		const before = await issueAt(0);
		for (const [name, text] of host.vault) {
			const { issuingKey } = JSON.parse(text) as { issuingKey?: string };
			host.vault.set(name, JSON.stringify({ issuingKey }));
		}
		const later = await issueAt(4.9);
		assert.deepEqual(later.chainPem, before.chainPem);
		const error = await rejectsWith(issueAt(5.1), 'keyLost', 'missing');
		assert.deepEqual(error.args, { authority: 'PKI Workbench Root (alice@laptop)' });
	});
});
