import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type {
	IssuedCertificate,
	IssueRequest,
} from '../../../src/core/backends/contract/backend.js';
import { compareIssued } from '../../../src/core/backends/issuing/comparison.js';
import { readCertificate } from '../../../src/core/x509/certificate.js';
import { firstPemDer } from '../../../src/core/find/pem.js';
import type { CertificateFacts } from '../../../src/core/x509/model.js';
import type { GetWorld } from '../contract.js';
import { verifyChain } from './lists.js';
import { certificateForm, makeRequest, rejects, serialForm, timeForm } from './tools.js';

export function describeIssuing(get: GetWorld): void {
	it('issues what was asked for, with its key and a chain that verifies', async () => {
		const { root, mount, role, newName } = get();
		const [commonName, other] = [newName(), newName()];
		const issued = await root.issue?.({
			...{ mount, role, commonName },
			altNames: [other],
			ipSans: ['10.0.0.7', '::1'],
			ttlSeconds: 7200,
		});
		assert.ok(issued?.privateKeyPem);
		assert.match(issued.serialNumber, serialForm);
		assert.match(issued.notAfter, timeForm);
		assert.match(issued.certificatePem, certificateForm);
		assert.match(issued.privateKeyPem, /^-----BEGIN PRIVATE KEY-----\n/);
		assert.ok(issued.chainPem.length > 0);
		verifyChain([issued.certificatePem, ...issued.chainPem]);
		const certificate = new X509Certificate(issued.certificatePem);
		assert.ok(certificate.checkPrivateKey(createPrivateKey(issued.privateKeyPem)));
		assert.equal(certificate.checkHost(commonName), commonName);

		const facts = factsOf(issued.certificatePem);
		assert.deepEqual([facts.serialNumber, facts.notAfter], [issued.serialNumber, issued.notAfter]);
		assert.equal(facts.commonName, commonName);
		assert.deepEqual(
			new Set(facts.subjectAltNames.map(({ type, value }) => `${type}:${value}`)),
			new Set([`dns:${commonName}`, `dns:${other}`, 'ip:10.0.0.7', 'ip:::1']),
		);
		assert.ok(facts.extendedKeyUsage.includes('serverAuth') && !facts.isCa);
		const seconds = (Date.parse(issued.notAfter) - Date.now()) / 1000;
		assert.ok(Math.abs(seconds - 7200) < 120, `Lives ${seconds} seconds`);
	});

	it('caps a lifetime that is too long and says so, or refuses it', async () => {
		const world = get();
		const { root, mount, role, newName } = world;
		const century = 100 * 31_536_000;
		const wish = { mount, role, commonName: newName(), ttlSeconds: century };
		const issued = await root.issue?.(wish).catch((error: unknown) => error);
		if (issued instanceof Error) return rejects(world, Promise.reject(issued), 'invalid');
		assert.ok(isIssued(issued));
		assert.ok(Date.parse(issued.notAfter) - Date.now() < (century / 2) * 1000);
		// Where the server says nothing, what commands compare does.
		const asked = { ttlSeconds: century };
		const differences = compareIssued(asked, issued, new Date()).map(({ code }) => code);
		assert.ok(issued.warnings.length > 0 || differences.includes('endsEarlier'));
	});

	it('refuses names that the role or the standard does not allow, and unknown roles', async () => {
		const world = get();
		const { root, mount, role, refusedName } = world;
		const issue = (wishes: Partial<IssueRequest>) =>
			root.issue?.({ mount, role, commonName: world.newName(), ...wishes });
		if (refusedName !== undefined) {
			await rejects(world, issue({ commonName: refusedName }), 'invalid');
			await rejects(world, issue({ commonName: `*.${refusedName}` }), 'invalid');
		}
		await rejects(world, issue({ altNames: [refusedName ?? 'not a host name'] }), 'invalid');
		await rejects(world, issue({ ipSans: ['10.0.0.999'] }), 'invalid');
		await rejects(world, issue({ role: 'no_such_role' }), 'notFound', 'invalid');
	});

	it('signs a request without ever seeing its key', async () => {
		const { root, mount, role, newName } = get();
		const name = newName();
		const { pem, privateKeyPem } = await makeRequest(name);
		const signed = await root.sign?.({
			mount,
			role,
			request: pem,
			commonName: name,
			ttlSeconds: 3600,
		});
		assert.ok(signed);
		assert.equal(signed.privateKeyPem, undefined);
		const certificate = new X509Certificate(signed.certificatePem);
		assert.ok(certificate.checkPrivateKey(createPrivateKey(privateKeyPem)));
		assert.equal(certificate.checkHost(name), name);
		verifyChain([signed.certificatePem, ...signed.chainPem]);
		assert.equal((await root.readCertificate(mount, signed.serialNumber)).name, name);
	});

	it('refuses a request that does not prove that its key is held, and one that is none', async () => {
		const world = get();
		const { root, mount, role } = world;
		const name = world.newName();
		const { pem } = await makeRequest(name);
		const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
		der.writeUInt8((der.at(-1) ?? 0) ^ 1, der.length - 1);
		const forged = pem.replace(
			/\n[^-]+\n/,
			`\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n`,
		);
		for (const request of [forged, 'no request', pem.slice(0, 200)]) {
			await rejects(world, root.sign?.({ mount, role, request, commonName: name }), 'invalid');
		}
	});
}

function isIssued(answer: unknown): answer is IssuedCertificate {
	return typeof answer === 'object' && answer !== null && 'certificatePem' in answer;
}

function factsOf(pem: string): CertificateFacts {
	const der = firstPemDer(pem);
	assert.ok(der);
	return readCertificate(der);
}
