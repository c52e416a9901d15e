import assert from 'node:assert/strict';
import { readCrl } from '../../../src/core/x509/crl.js';
import { firstPemDer } from '../../../src/core/find/pem.js';
import { pemOf } from '../certificates.js';
import type { GetWorld, World } from '../contract.js';
import { certificatesOf, issueOne, readPages, rejects, timeForm } from './tools.js';

export function describeRevoking(get: GetWorld): void {
	it('revokes, and every list and the CRL know it', async () => {
		const world = get();
		const { root, mount } = world;
		const { serialNumber } = await issueOne(world);
		const spared = await issueOne(world);
		const before = await crlOf(world);
		const outcome = await root.revoke?.({ mount, serialNumber });
		assert.ok(outcome);
		assert.deepEqual([outcome.revoked, outcome.outcome], [true, 'revoked']);
		assert.match(outcome.revokedAt ?? '', timeForm);

		const rows = await certificatesOf(world);
		const isRevoked = (serial: string) =>
			rows.find((row) => row.serialNumber === serial)?.revoked ?? false;
		assert.deepEqual([serialNumber, spared.serialNumber].map(isRevoked), [true, false]);
		const record = await root.readCertificate(mount, serialNumber);
		assert.deepEqual([record.revoked, record.revokedAt], [true, outcome.revokedAt]);
		const listRevoked = root.listRevoked?.bind(root);
		if (listRevoked) {
			const listed = await readPages((page) => listRevoked(mount, page), 1);
			const serials = listed.map((row) => row.serialNumber);
			assert.ok(serials.includes(serialNumber) && !serials.includes(spared.serialNumber));
			assert.ok(listed.every((row) => row.revoked));
		}
		const after = await crlOf(world);
		assert.ok(after.revoked.some((entry) => entry.serialNumber === serialNumber));
		assert.ok(!after.revoked.some((entry) => entry.serialNumber === spared.serialNumber));
		assert.ok(number(after) > number(before), `${after.crlNumber} after ${before.crlNumber}`);
	});

	it('says so when a certificate was revoked before', async () => {
		const world = get();
		const { root, mount } = world;
		const { serialNumber } = await issueOne(world);
		const first = await root.revoke?.({ mount, serialNumber });
		const second = await root.revoke?.({ mount, serialNumber });
		assert.equal(second?.outcome, 'alreadyRevoked');
		assert.equal(second.revokedAt, first?.revokedAt);
	});

	it('writes the reason into the CRL where it takes one, and refuses it elsewhere', async () => {
		const world = get();
		const { root, mount } = world;
		const { serialNumber } = await issueOne(world);
		const call = root.revoke?.({ mount, serialNumber, reason: 'superseded' });
		assert.ok(call);
		if (root.revocationReasons === undefined) return rejects(world, call, 'unsupported');
		assert.equal((await call).outcome, 'revoked');
		const entry = (await crlOf(world)).revoked.find((item) => item.serialNumber === serialNumber);
		assert.equal(entry?.reason, 'superseded');
		const record = await root.readCertificate(mount, serialNumber);
		assert.equal(record.revocationReason, 'superseded');
	});

	it('does not say that it revoked what has expired, unless the server did', async () => {
		const world = get();
		const { root, mount, role } = world;
		const wish = { mount, role, commonName: world.newName(), ttlSeconds: 1 };
		const issued = await root.issue?.(wish);
		assert.ok(issued);
		const wait = Date.parse(issued.notAfter) - Date.now() + 1100;
		await new Promise((resolve) => setTimeout(resolve, wait));
		const outcome = await root.revoke?.({ mount, serialNumber: issued.serialNumber });
		const said = outcome?.revoked === true ? 'revoked' : 'alreadyExpired';
		assert.equal(outcome?.outcome, said);
		const record = await root.readCertificate(mount, issued.serialNumber);
		assert.equal(record.revoked, outcome.revoked);
	});

	it('revokes a certificate that is presented, whatever number stands beside it', async () => {
		const world = get();
		const { root, mount } = world;
		const { serialNumber, certificatePem } = await issueOne(world);
		const outcome = await root.revoke?.({ mount, serialNumber: 'ab', certificatePem });
		assert.deepEqual([outcome?.revoked, outcome?.outcome], [true, 'revoked']);
		assert.equal((await root.readCertificate(mount, serialNumber)).revoked, true);
		const again = await root.revoke?.({ mount, serialNumber, certificatePem });
		assert.equal(again?.outcome, 'alreadyRevoked');
	});

	it('refuses a certificate of another CA that is presented', async () => {
		const world = get();
		const certificatePem = pemOf({ name: 'stranger.test' });
		const request = { mount: world.mount, serialNumber: '01', certificatePem };
		await rejects(world, world.root.revoke?.(request), 'invalid');
	});

	it('rejects for a certificate that is not there', async () => {
		const world = get();
		const { root, mount } = world;
		const call = root.revoke?.({ mount, serialNumber: 'ab'.repeat(20) });
		await rejects(world, call, 'notFound', 'invalid');
	});
}

async function crlOf({ root, mount }: World) {
	const record = await root.readCrl?.(mount);
	assert.ok(record);
	const der = firstPemDer(record.crlPem, 'X509 CRL');
	assert.ok(der);
	const facts = readCrl(der);
	assert.deepEqual(facts.problems, []);
	assert.deepEqual([record.crlNumber, record.nextUpdate], [facts.crlNumber, facts.nextUpdate]);
	assert.ok(Date.parse(facts.nextUpdate ?? '') > Date.now());
	return facts;
}

function number({ crlNumber = '0' }: { readonly crlNumber?: string }): bigint {
	return BigInt(`0x${crlNumber}`);
}
