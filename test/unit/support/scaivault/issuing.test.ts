/** The fake of ScaiVault issues real certificates and real CRLs, and keeps to the rules of its roles. */
import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, loadSigningKey } from '../../../../src/core/x509/write/keys.js';
import { createRequest } from '../../../../src/core/x509/write/request.js';
import { openssl } from '../../../support/openssl.js';
import { type Caller, callerOf } from '../../../support/scaivault/calls.js';
import { type ScaiVaultFake, startScaiVaultFake } from '../../../support/scaivault/fake.js';
import { readingsWith } from '../../../support/scaivault/readings.js';

const text = (value: unknown) => String(value);

describe('the fake of ScaiVault: certificates', () => {
	let fake: ScaiVaultFake;
	let call: Caller;
	let folder: string;
	let intermediate: string;

	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-scaivault-'));
		fake = await startScaiVaultFake({ limits: { admin: 10_000, issue: 10_000 } });
		call = callerOf(fake);
		const ca = { ca_type: 'root', name: 'root', common_name: 'Acme Root', key_type: 'ec' };
		const made = await call('POST /v1/pki/ca', ca);
		assert.equal(made.status, 201, made.bytes.toString());
		const below = await call('POST /v1/pki/ca', {
			...{ ...ca, ca_type: 'intermediate', name: 'mesh', common_name: 'Acme Mesh' },
			parent_ca_id: made.json['id'],
		});
		intermediate = text(below.json['id']);
		const role = await call('POST /v1/pki/roles', {
			...{ name: 'svc-mtls', ca_id: intermediate, allowed_domains: ['*.acme.internal'] },
			...{ max_ttl: '720h', key_type: 'ec', key_bits: 256, client_flag: true, server_flag: true },
		});
		assert.equal(role.status, 201, role.bytes.toString());
	});
	after(async () => {
		rmSync(folder, { recursive: true, force: true });
		await fake.stop();
	});

	afterEach(() => fake.read(readingsWith()));

	const issue = (wishes: object) => call('POST /v1/pki/issue/svc-mtls', wishes);
	const file = (name: string, content: string | Buffer) => {
		const path = join(folder, name);
		writeFileSync(path, content);
		return path;
	};

	it('issues a certificate whose chain verifies, with its key', async () => {
		const { status, json } = await issue({
			...{ common_name: 'orders.acme.internal', alt_names: ['api.acme.internal'], ttl: '168h' },
		});
		assert.equal(status, 201);
		const fields = ['certificate', 'ca_chain', 'serial_number', 'not_after', 'private_key'];
		assert.deepEqual(Object.keys(json), fields);
		const leaf = new X509Certificate(text(json['certificate']));
		const chain = (json['ca_chain'] as string[]).map((pem) => new X509Certificate(pem));
		assert.equal(chain.length, 2);
		const [issuer, top] = chain;
		assert.ok(issuer && top);
		assert.ok(leaf.verify(issuer.publicKey) && leaf.checkIssued(issuer));
		assert.ok(issuer.verify(top.publicKey) && issuer.checkIssued(top));
		assert.ok(top.verify(top.publicKey));
		assert.ok(leaf.checkPrivateKey(createPrivateKey(text(json['private_key']))));
		assert.equal(leaf.subjectAltName, 'DNS:orders.acme.internal, DNS:api.acme.internal');
		assert.equal(json['serial_number'], leaf.serialNumber.match(/../g)?.join(':'));
		const hours = (Date.parse(text(json['not_after'])) - Date.now()) / 3_600_000;
		assert.ok(hours > 167 && hours <= 168, String(hours));
		const parts = [file('root.pem', top.toString()), file('mesh.pem', issuer.toString())];
		const said = await openssl([
			...['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', parts[0] ?? ''],
			...['-untrusted', parts[1] ?? '', file('leaf.pem', leaf.toString())],
		]);
		assert.match(said, /: OK/);
	});

	it('signs a request for a key made elsewhere', async () => {
		const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const names = [{ type: 'dns' as const, value: 'web.acme.internal' }];
		const csr = await createRequest({ subject: 'web.acme.internal', names, key });
		const { json } = await call('POST /v1/pki/sign/svc-mtls', { csr_pem: csr, ttl: '1h' });
		const leaf = new X509Certificate(text(json['certificate']));
		assert.ok(leaf.checkPrivateKey(key.secret));
		assert.equal(json['private_key'], undefined);
		assert.equal(leaf.subjectAltName, 'DNS:web.acme.internal');
	});

	it('takes the names of a request, or those beside it, by each reading', async () => {
		const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const names = [{ type: 'dns' as const, value: 'b.acme.internal' }];
		const csr = await createRequest({ subject: 'a.acme.internal', names, key });
		const sign = async (more: object) => {
			const { json } = await call('POST /v1/pki/sign/svc-mtls', { csr_pem: csr, ...more });
			const { certificate } = json;
			return certificate ? new X509Certificate(text(certificate)).subjectAltName : 'refused';
		};
		const other = ['c.acme.internal'];
		assert.equal(await sign({}), 'DNS:a.acme.internal, DNS:b.acme.internal');
		assert.equal(await sign({ alt_names: other }), 'DNS:a.acme.internal, DNS:c.acme.internal');
		fake.read({ nameOfSubject: 'subjectOnly', signNames: 'subject_alt_names' });
		assert.equal(await sign({ alt_names: other }), 'refused');
		assert.equal(await sign({ subject_alt_names: other }), 'DNS:c.acme.internal');
		fake.read({ signNames: 'none' });
		assert.equal(await sign({ subject_alt_names: other }), 'refused');
		assert.equal(await sign({}), 'DNS:b.acme.internal');
	});

	it('lists a revoked certificate in a CRL that openssl goes by', async () => {
		const [gone, kept] = [
			(await issue({ common_name: 'gone.acme.internal' })).json,
			(await issue({ common_name: 'kept.acme.internal' })).json,
		];
		const serial = text(gone['serial_number']);
		const reason = 'key_compromise';
		const revoked = await call('POST /v1/pki/revoke', { serial_number: serial, reason });
		assert.equal(revoked.status, 200, revoked.bytes.toString());
		const made = await call(`POST /v1/pki/ca/${intermediate}/crl`);
		assert.ok(Date.parse(text(made.json['next_update'])) > Date.now());
		const crl = file('mesh.crl', text(made.json['crl_pem']));
		const [mesh = '', top = ''] = gone['ca_chain'] as string[];
		const [untrusted, trusted] = [file('crl-mesh.pem', mesh), file('crl-root.pem', top)];
		const verify = (json: Record<string, unknown>) =>
			openssl([
				...['verify', '-crl_check', '-CRLfile', crl, '-CAfile', trusted],
				...['-untrusted', untrusted, file('leaf.pem', text(json['certificate']))],
			]);
		assert.match(await verify(kept), /: OK/);
		await assert.rejects(verify(gone), /certificate revoked/);
	});

	it('lists it at once where a reading says so', async () => {
		const read = async () => (await call(`GET /v1/pki/ca/${intermediate}/crl`)).bytes;
		const revoke = async () => {
			const { json } = await issue({ common_name: 'gone.acme.internal' });
			await call('POST /v1/pki/revoke', { serial_number: json['serial_number'] });
		};
		const before = await read();
		await revoke();
		assert.deepEqual(await read(), before);
		fake.read({ crlAfterRevoke: 'atOnce' });
		await revoke();
		assert.notDeepEqual(await read(), before);
	});

	it('answers a CRL in the form that is asked for', async () => {
		const path = `GET /v1/pki/ca/${intermediate}/crl`;
		const read = (accept: string) => call(path, undefined, { headers: { Accept: accept } });
		const der = await read('application/pkix-crl');
		assert.equal(der.headers['content-type'], 'application/pkix-crl');
		assert.equal(der.bytes[0], 0x30);
		for (const accept of ['application/x-pem-file', '*/*']) {
			assert.match((await read(accept)).bytes.toString(), /^-----BEGIN X509 CRL-----/);
		}
		fake.read({ crlDefault: 'der' });
		assert.deepEqual((await read('text/html, */*;q=0.8')).bytes, der.bytes);
		assert.equal((await read('image/png')).code, 'invalid_request');
	});

	it('revokes a CA with everything below it', async () => {
		const create = (type: string, name: string, parent?: unknown) =>
			call('POST /v1/pki/ca', {
				...{ ca_type: type, name, common_name: name, key_type: 'ec', parent_ca_id: parent },
			});
		const top = (await create('root', 'Old Root')).json['id'];
		const first = (await create('intermediate', 'Old First', top)).json['id'];
		const second = (await create('intermediate', 'Old Second', first)).json['id'];
		const role = { name: 'old', ca_id: second, allowed_domains: ['*.acme.internal'] };
		await call('POST /v1/pki/roles', { ...role, key_type: 'ec' });
		const wish = { common_name: 'a.acme.internal' };
		const issued = (await call('POST /v1/pki/issue/old', wish)).json;
		const chain = issued['ca_chain'] as string[];
		const names = chain.map((pem) => new X509Certificate(pem).subject);
		assert.deepEqual(names, ['CN=Old Second', 'CN=Old First', 'CN=Old Root']);
		const revoked = await call(`POST /v1/pki/ca/${text(first)}/revoke`, { reason: 'superseded' });
		assert.equal(revoked.status, 200);
		assert.equal((await call(`GET /v1/pki/ca/${text(second)}`)).json['is_active'], false);
		assert.equal((await call(`GET /v1/pki/ca/${text(top)}`)).json['is_active'], true);
		assert.equal((await call('POST /v1/pki/issue/old', wish)).code, 'conflict');
		const list = await call(`GET /v1/pki/certificates?ca_id=${text(second)}`);
		assert.deepEqual(list.json['certificates'], []);
	});
});
