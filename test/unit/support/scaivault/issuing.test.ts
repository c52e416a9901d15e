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

const text = (value: unknown) => String(value);

describe('the fake of ScaiVault: certificates', () => {
	let fake: ScaiVaultFake;
	let call: Caller;
	let folder: string;
	let root: string;
	let intermediate: string;

	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-scaivault-'));
		fake = await startScaiVaultFake({ limits: { admin: 10_000, issue: 10_000 } });
		call = callerOf(fake);
		const ca = { ca_type: 'root', name: 'root', common_name: 'Acme Root', key_type: 'ec' };
		const made = await call('POST /v1/pki/ca', ca);
		assert.equal(made.status, 201, made.bytes.toString());
		root = text(made.json['id']);
		const below = await call('POST /v1/pki/ca', {
			...{ ...ca, ca_type: 'intermediate', name: 'mesh', common_name: 'Acme Mesh' },
			parent_ca_id: root,
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

	it('lists a revoked certificate in a CRL that openssl verifies', async () => {
		const { json } = await issue({ common_name: 'gone.acme.internal' });
		const serial = text(json['serial_number']);
		const revoked = await call('POST /v1/pki/revoke', {
			...{ serial_number: serial, reason: 'key_compromise' },
		});
		assert.equal(revoked.status, 200, revoked.bytes.toString());
		const made = await call(`POST /v1/pki/ca/${intermediate}/crl`);
		assert.ok(Date.parse(text(made.json['next_update'])) > Date.now());
		const accept = { headers: { Accept: 'application/pkix-crl' } };
		const der = (await call(`GET /v1/pki/ca/${intermediate}/crl`, undefined, accept)).bytes;
		const ca = (await call(`GET /v1/pki/ca/${intermediate}/certificate`)).bytes;
		const crl = ['crl', '-inform', 'DER', '-in', file('mesh.crl', der)];
		const said = await openssl([...crl, '-CAfile', file('ca.pem', ca), '-noout', '-text']);
		assert.match(said, new RegExp(`Serial Number: ${serial.replaceAll(':', '')}`));
		assert.match(said, /Key Compromise/);
	});
});
