import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { GetWorld } from '../contract.js';
import {
	certificateForm,
	certificatesOf,
	addOne,
	readPages,
	rejects,
	serialForm,
	timeForm,
} from './tools.js';

const unknownMount = 'no_such_mount';

export function describeLists(get: GetWorld): void {
	it('says what it is and that it is active', async () => {
		const { root, product } = get();
		const status = await root.status();
		assert.equal(status.state, 'active');
		assert.match(status.product, new RegExp(product));
		assert.deepEqual(status.notices ?? [], []);
	});

	it('lists the mount, without a slash at its end', async () => {
		const { root, mount } = get();
		const mounts = await readPages((page) => root.listMounts(page), 1);
		assert.ok(mounts.some((item) => item.mount === mount));
	});

	it('rejects for a mount, role, authority or certificate that is not there, with no empty list', async () => {
		const { root, mount } = get();
		const world = get();
		await addOne(world);
		for (const call of [
			() => root.listAuthorities(unknownMount, {}),
			() => root.listRoles(unknownMount, {}),
			() => root.listCertificates(unknownMount, {}),
			() => root.readCertificate(mount, 'ab'.repeat(20)),
			() => root.readRole(mount, 'no_such_role'),
			() => root.readAuthority(mount, 'no_such_authority'),
		]) {
			await rejects(world, call(), 'notFound');
		}
	});

	it('lists authorities, one of them that can sign and at most one the default, and reads each with its chain', async () => {
		const world = get();
		const { root, mount } = world;
		await addOne(world);
		const all = await readPages((page) => root.listAuthorities(mount, page), 1);
		const standard = all.filter((item) => item.isDefault);
		assert.ok(standard.length <= 1 && standard.every(({ hasKey }) => hasKey));
		assert.ok(all.some(({ hasKey }) => hasKey));
		for (const item of all) {
			const record = await root.readAuthority(mount, item.id);
			assert.equal(record.name, item.name);
			assert.match(record.certificatePem, certificateForm);
			assert.match(record.notAfter ?? '', timeForm);
			if (item.parentId !== undefined) assert.ok(all.some(({ id }) => id === item.parentId));
			verifyChain([record.certificatePem, ...record.chainPem]);
		}
	});

	it('lists roles, and reads what the role allows', async () => {
		const { root, mount, role } = get();
		const roles = await readPages((page) => root.listRoles(mount, page), 1);
		assert.ok(roles.some((item) => item.role === role));
		assert.equal(new Set(roles.map((item) => item.role)).size, roles.length);
		const { rules } = await root.readRole(mount, role);
		assert.equal(rules.serverAuth, true);
	});

	it('lists every certificate once, whatever the size of the pages', async () => {
		const world = get();
		const issued = [await addOne(world), await addOne(world), await addOne(world)];
		const whole = await certificatesOf(world);
		for (const limit of [1, 2]) assert.deepEqual(await certificatesOf(world, limit), whole);
		const serials = whole.map((item) => item.serialNumber);
		assert.equal(new Set(serials).size, serials.length);
		for (const { serialNumber } of issued) assert.ok(serials.includes(serialNumber));
		if (world.newestFirst) assert.equal(serials[0], issued.at(-1)?.serialNumber);
	});

	it('knows how many there are where it says so', async () => {
		const world = get();
		const { total } = await world.root.listCertificates(world.mount, {});
		const whole = await certificatesOf(world);
		if (total !== undefined) assert.equal(total, whole.length);
		const count = await world.root.countCertificates?.(world.mount);
		if (count !== undefined) assert.equal(count, whole.length);
		assert.ok(total !== undefined || count !== undefined, 'Nobody knows the number');
	});

	it('says of a certificate in the list what reading it says', async () => {
		const world = get();
		const { serialNumber } = await addOne(world);
		const item = (await certificatesOf(world)).find((row) => row.serialNumber === serialNumber);
		const record = await world.root.readCertificate(world.mount, serialNumber);
		assert.ok(item);
		assert.match(item.serialNumber, serialForm);
		assert.match(item.notAfter ?? '', timeForm);
		for (const field of ['name', 'notBefore', 'notAfter', 'revoked', 'subjectAltNames'] as const)
			assert.deepEqual(item[field], record[field], field);
		assert.match(record.certificatePem, certificateForm);
		verifyChain([record.certificatePem, ...record.chainPem]);
	});

	it('stops when it is told to, before and during a call', async () => {
		const world = get();
		const { root, mount, role } = world;
		const gone = AbortSignal.abort();
		for (const call of [
			() => root.status({ signal: gone }),
			() => root.listMounts({}, { signal: gone }),
			() => root.listAuthorities(mount, {}, { signal: gone }),
			() => root.listRoles(mount, {}, { signal: gone }),
			() => root.listCertificates(mount, {}, { signal: gone }),
			() => root.readRole(mount, role, { signal: gone }),
			() => root.issue?.({ mount, role, commonName: world.newName() }, { signal: gone }),
		]) {
			await rejects(world, call(), 'cancelled');
		}
		const controller = new AbortController();
		const call = root.listCertificates(mount, {}, { signal: controller.signal });
		controller.abort();
		await rejects(world, call, 'cancelled');
	});
}

/** Each is signed by the next. */
export function verifyChain(pems: readonly string[]): void {
	const chain = pems.map((pem) => new X509Certificate(pem));
	chain.slice(1).forEach((issuer, index) => {
		assert.ok(
			chain[index]?.verify(issuer.publicKey),
			`Certificate ${index} is not of the next one`,
		);
	});
}
