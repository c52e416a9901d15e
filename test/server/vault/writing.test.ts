import * as assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { asRecord } from '../../../src/core/http/json.js';
import { readPemFacts } from '../../../src/core/x509/certificate.js';
import { makeRequest } from '../../support/tlsCertificates.js';
import { setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';
import { administrationOf, type OfOperator } from '../../support/administration.js';

type Full = Backend & Required<Pick<Backend, 'issue' | 'sign' | 'revoke' | 'readCrl'>>;

describe('Vault: issue, sign, revoke, administer', function () {
	this.timeout(30_000);
	let server: TestServer;
	let client: Full;
	let administration: OfOperator;

	before(async () => {
		server = await startTestServer();
		await setUpCa(server);
		const backend = await server.connect();
		assert.ok(isFull(backend));
		client = backend;
		administration = administrationOf(backend);
	});
	after(async () => {
		client.dispose();
		await server.stop();
	});

	const web = { mount: 'pki', role: 'web' };

	it('finds the root of its chain in another mount, and goes without where it may not look', async () => {
		await server.api('POST', 'sys/mounts/pki_leaf', { type: 'pki' });
		const { data: request } = await server.api('POST', 'pki_leaf/intermediate/generate/internal', {
			...{ common_name: 'Rootless', key_type: 'ec' },
		});
		const { data: signed } = await server.api('POST', 'pki/root/sign-intermediate', {
			...{ csr: asRecord(request).csr, common_name: 'Rootless' },
		});
		await server.api('POST', 'pki_leaf/intermediate/set-signed', {
			certificate: asRecord(signed).certificate,
		});
		await server.api('POST', 'pki_leaf/roles/any', { allow_any_name: true, key_type: 'ec' });
		const wish = { mount: 'pki_leaf', role: 'any', commonName: 'leaf', ttlSeconds: 3600 };
		const { chainPem, serialNumber } = await client.issue(wish);
		const names = (pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem).subject);
		assert.deepEqual(names(chainPem), ['CN=Rootless', 'CN=Test Root']);
		const read = await client.readCertificate('pki_leaf', serialNumber);
		assert.deepEqual(names(read.chainPem), ['CN=Rootless', 'CN=Test Root']);
		const policy = 'path "pki_leaf/issue/any" { capabilities = ["update"] }';
		const poor = await server.connect(await server.tokenFor(policy));
		const issued = await poor.issue?.(wish);
		poor.dispose();
		assert.deepEqual(names(issued?.chainPem ?? []), ['CN=Rootless']);
	});

	it('issues a certificate whose key fits, with its chain', async () => {
		const issued = await client.issue({
			...web,
			commonName: 'a.api.test',
			altNames: ['b.api.test'],
			ipSans: ['10.0.0.7'],
			ttlSeconds: 3600,
		});
		const certificate = new X509Certificate(issued.certificatePem);
		assert.equal(certificate.serialNumber.toLowerCase(), issued.serialNumber);
		assert.equal(new Date(certificate.validTo).getTime(), Date.parse(issued.notAfter));
		assert.match(certificate.subjectAltName ?? '', /b\.api\.test.*10\.0\.0\.7/);
		assert.match(issued.privateKeyPem ?? '', /^-----BEGIN PRIVATE KEY-----/);
		assert.equal(issued.chainPem.length, 1);
		assert.ok(certificate.verify(new X509Certificate(issued.chainPem[0] ?? '').publicKey));
		assert.deepEqual(issued.warnings, []);
	});

	it('hands on the warning about a TTL that was cut', async () => {
		const issued = await client.issue({ ...web, commonName: 'a.api.test', ttlSeconds: 9_000_000 });
		assert.match(issued.warnings.join(), /longer than permitted maxTTL/);
	});

	it('gives the server’s words for a name that the role does not allow', async () => {
		const error = await rejectsWith(
			client.issue({ ...web, commonName: 'evil.test' }),
			'invalid',
			'notAllowedByRole',
		);
		assert.deepEqual(error.serverMessages, ['common name evil.test not allowed by this role']);
		const nope = client.issue({ mount: 'pki', role: 'nope', commonName: 'a.api.test' });
		await rejectsWith(nope, 'notFound', 'noRole');
	});

	it('signs a request and sees no private key', async () => {
		const request = await makeRequest('signed.api.test');
		const signed = await client.sign({ ...web, request, commonName: 'signed.api.test' });
		assert.match(new X509Certificate(signed.certificatePem).subject, /signed\.api\.test/);
		assert.equal('privateKeyPem' in signed, false);
	});

	it('revokes, once, and the CRL grows', async () => {
		const { serialNumber } = await client.issue({ ...web, commonName: 'gone.api.test' });
		const before = await client.readCrl('pki');
		const first = await client.revoke({ mount: 'pki', serialNumber });
		assert.equal(first.outcome, 'revoked');
		assert.ok(first.revoked && first.revokedAt !== undefined);
		const record = await client.readCertificate('pki', serialNumber);
		assert.equal(record.revokedAt, first.revokedAt);
		assert.notEqual((await client.readCrl('pki')).crlPem, before.crlPem);
		const second = await client.revoke({ mount: 'pki', serialNumber });
		assert.deepEqual(second, { ...first, outcome: 'alreadyRevoked' });
	});

	it('revokes what it does not store when the certificate is presented, and says so of its number', async () => {
		const role = { allow_any_name: true, enforce_hostnames: false, key_type: 'ec', no_store: true };
		await server.api('POST', 'pki/roles/forgetful', role);
		const wish = { mount: 'pki', role: 'forgetful', commonName: 'n.field.test' };
		const { serialNumber, certificatePem } = await client.issue(wish);
		const request = { mount: 'pki', serialNumber };
		await rejectsWith(client.revoke(request), 'notFound', 'notStored');
		const outcome = await client.revoke({ ...request, certificatePem });
		assert.deepEqual([outcome.revoked, outcome.outcome], [true, 'revoked']);
		assert.equal((await client.readCertificate('pki', serialNumber)).revokedAt, outcome.revokedAt);
		await server.api('POST', 'sys/mounts/elsewhere', { type: 'pki' });
		await server.api('POST', 'elsewhere/root/generate/internal', { common_name: 'Elsewhere' });
		const foreign = client.revoke({ ...request, mount: 'elsewhere', certificatePem });
		const error = await rejectsWith(foreign, 'invalid', 'notIssuedHere');
		assert.match(error.serverMessages.join(), /unable to verify signature/);
	});

	it('does not call an expired certificate revoked', async () => {
		const { serialNumber } = await client.issue({
			...web,
			commonName: 'short.api.test',
			ttlSeconds: 1,
		});
		await sleep(2500);
		const outcome = await client.revoke({ mount: 'pki', serialNumber });
		assert.equal(outcome.revoked, false);
		assert.equal(outcome.outcome, 'alreadyExpired');
		assert.match(outcome.warnings.join(), /already expired/);
		assert.equal((await client.readCertificate('pki', serialNumber)).revoked, false);
	});

	it('knows on the next page what was revoked since the first', async () => {
		const { serialNumber } = await client.issue({ ...web, commonName: 'paged.api.test' });
		const first = await client.listCertificates('pki', { limit: 1 });
		await client.revoke({ mount: 'pki', serialNumber });
		const seen = [...first.items];
		for (let cursor = first.cursor; cursor !== undefined;) {
			const page = await client.listCertificates('pki', { limit: 1, cursor });
			seen.push(...page.items);
			cursor = page.cursor;
		}
		const found = seen.find((item) => item.serialNumber === serialNumber);
		const isOnFirst = first.items.some((item) => item.serialNumber === serialNumber);
		assert.equal(found?.revoked, !isOnFirst);
	});

	it('refuses a cursor that no page answered', async () => {
		const answer = client.listCertificates('pki', { limit: 1, cursor: 'nonsense' });
		await rejectsWith(answer, 'invalid', 'cursor');
	});

	it('refuses a reason, which the server would ignore', async () => {
		const request = { mount: 'pki', serialNumber: 'aa', reason: 'superseded' } as const;
		await rejectsWith(client.revoke(request), 'unsupported', 'revocationReason');
		assert.equal(client.revocationReasons, undefined);
	});

	it('builds a two-level CA from nothing', async () => {
		const tenYears = 10 * 365 * 86_400;
		await administration.enableMount({ mount: 'root', maxTtlSeconds: tenYears, description: 'R' });
		await administration.enableMount({ mount: 'team/int', maxTtlSeconds: tenYears / 2 });
		const mounts = (await client.listMounts({})).items;
		assert.deepEqual(
			mounts.filter(({ mount }) => ['root', 'team/int'].includes(mount)),
			[
				{ mount: 'root', description: 'R', maxTtlSeconds: tenYears },
				{ mount: 'team/int', maxTtlSeconds: tenYears / 2 },
			],
		);
		const root = await administration.generateRoot({
			mount: 'root',
			commonName: 'Lab Root',
			issuerName: 'lab-root',
			ttlSeconds: tenYears,
			keyType: 'ec',
			keyBits: 384,
		});
		const years = (Date.parse(root.notAfter) - Date.now()) / (365 * 86_400_000);
		assert.ok(years > 9.9, root.notAfter);
		assert.match(root.warnings.join(), /authority information access/);
		const intermediate = await administration.generateIntermediate({
			mount: 'team/int',
			parentMount: 'root',
			commonName: 'Lab Team CA',
			issuerName: 'lab-team',
			ttlSeconds: tenYears / 2,
			keyType: 'ec',
		});
		const { items } = await client.listAuthorities('team/int', {});
		const own = items.find(({ id }) => id === intermediate.authorityId);
		const parent = items.find(({ id }) => id === own?.parentId);
		assert.equal(own?.name, 'lab-team');
		assert.ok(own.isDefault && own.hasKey);
		assert.equal(parent?.subject, 'CN=Lab Root');
		assert.equal(parent.hasKey, false);
		await administration.writeRole({
			mount: 'team/int',
			role: 'all',
			rules: { allowAnyName: true, keyType: 'ec', keyBits: 256, maxTtlSeconds: 3600 },
		});
		const issued = await client.issue({ mount: 'team/int', role: 'all', commonName: 'x.test' });
		assert.equal(issued.chainPem.length, 2);
	});

	it('gives CAs their organization, unit and maximum path length', async () => {
		const wish = { ttlSeconds: 86_400, keyType: 'ec', keyBits: 256 } as const;
		const subject = { organization: 'Lab, Inc.', organizationalUnit: 'PKI' };
		for (const mount of ['subject', 'subject_int']) {
			await administration.enableMount({ mount, maxTtlSeconds: 864_000 });
		}
		const root = await administration.generateRoot({
			...{ ...wish, ...subject, mount: 'subject', commonName: 'R', maxPathLength: 1 },
		});
		const intermediate = await administration.generateIntermediate({
			...{ ...wish, ...subject, mount: 'subject_int', parentMount: 'subject', commonName: 'I' },
			...{ ttlSeconds: 3600, maxPathLength: 0 },
		});
		for (const [pem, name, length] of [
			[root.certificatePem, 'R', 1],
			[intermediate.certificatePem, 'I', 0],
		] as const) {
			const facts = readPemFacts(pem);
			assert.equal(facts?.pathLength, length);
			const parts = new X509Certificate(pem).subject.split('\n').sort();
			assert.deepEqual(parts, [`CN=${name}`, 'O=Lab\\, Inc.', 'OU=PKI']);
		}
	});

	it('warns about the lifetime that a fresh mount caps', async () => {
		await server.api('POST', 'sys/mounts/fresh', { type: 'pki' });
		const fresh = (await client.listMounts({})).items.find(({ mount }) => mount === 'fresh');
		assert.equal(fresh?.maxTtlSeconds, 768 * 3600);
		const outcome = await administration.generateRoot({
			mount: 'fresh',
			commonName: 'Short Root',
			ttlSeconds: 315_360_000,
			keyType: 'ec',
		});
		assert.match(outcome.warnings.join(), /longer than permitted|TTL/i);
		assert.ok(Date.parse(outcome.notAfter) - Date.now() < 33 * 86_400_000);
	});

	it('keeps what a change to a role leaves out', async () => {
		const role = { mount: 'pki', role: 'kept' };
		const rules = { allowedDomains: ['x.test', 'y.test'], allowSubdomains: true, keyType: 'ec' };
		await administration.writeRole({ ...role, rules: { ...rules, keyBits: 384 } });
		await administration.writeRole({ ...role, rules: { ttlSeconds: 60 } });
		const read = (await client.readRole('pki', 'kept')).rules;
		assert.deepEqual(read.allowedDomains, ['x.test', 'y.test']);
		assert.equal(read.keyBits, 384);
		assert.equal(read.ttlSeconds, 60);
		assert.equal(read.maxTtlSeconds, undefined);
	});

	it('sets addresses and the default issuer, imports a bundle and rotates the CRL', async () => {
		const urls = {
			issuingCertificates: ['http://ca.test/ca'],
			crlDistributionPoints: ['http://ca.test/crl', 'http://ca2.test/crl'],
			ocspServers: [],
		};
		await administration.writeUrls({ mount: 'pki', urls });
		assert.deepEqual(await administration.readUrls({ mount: 'pki' }), urls);
		const { certificatePem } = await client.readAuthority('root', 'lab-root');
		await administration.importBundle({ mount: 'pki', bundle: certificatePem });
		const { items } = await client.listAuthorities('pki', {});
		assert.equal(items.length, 2);
		const other = items.find(({ subject }) => subject === 'CN=Lab Root');
		assert.equal(other?.isDefault, false);
		await administration.setDefaultIssuer({ mount: 'pki', issuer: 'test-root' });
		const before = await client.readCrl('pki');
		await administration.rotateCrl({ mount: 'pki' });
		assert.notEqual((await client.readCrl('pki')).crlNumber, before.crlNumber);
		await rejectsWith(
			administration.enableMount({ mount: 'pki', maxTtlSeconds: 60 }),
			'invalid',
			'mountExists',
		);
	});
});

function isFull(backend: Backend): backend is Full {
	return ['issue', 'sign', 'revoke', 'readCrl'].every((name) => name in backend);
}
