import assert from 'node:assert/strict';
import type { GetWorld } from '../contract.js';
import { issueOne, makeRequest, rejects } from './tools.js';

/** What the credentials may do: known before, and refused where it is not allowed, never answered with nothing. */
export function describeTokens(get: GetWorld): void {
	it('lets a token that may only issue do that, and says what it may not', async function () {
		const world = get();
		const { issuer, mount, role } = world;
		if (!issuer) return onlyWhereEverythingIsAllowed(world);
		const name = world.newName();
		assert.ok((await issueOne(world, issuer)).privateKeyPem);
		const { pem } = await makeRequest(name);
		assert.ok(await issuer.sign?.({ mount, role, request: pem, commonName: name }));
		const may = await issuer.permissions?.(mount, role);
		assert.deepEqual([may?.issue, may?.sign], [true, true]);
		const { listRoles, listCertificates, revoke, administer } = may ?? {};
		assert.deepEqual(
			[listRoles, listCertificates, revoke, administer],
			[false, false, false, false],
		);
		const { serialNumber } = await issueOne(world);
		for (const call of [
			() => issuer.listRoles(mount, {}),
			() => issuer.listCertificates(mount, {}),
			() => issuer.revoke?.({ mount, serialNumber }),
		]) {
			await rejects(world, call(), 'forbidden');
		}
	});

	it('refuses a token that may do nothing, with no empty list', async () => {
		const world = get();
		const { nobody, mount, role } = world;
		if (!nobody) return onlyWhereEverythingIsAllowed(world);
		for (const call of [
			() => nobody.listMounts({}),
			() => nobody.listRoles(mount, {}),
			() => nobody.listCertificates(mount, {}),
			() => nobody.readRole(mount, role),
			() => nobody.issue?.({ mount, role, commonName: world.newName() }),
			() => nobody.administration?.rotateCrl?.({ mount }),
		]) {
			await rejects(world, call(), 'forbidden');
		}
		const may = await nobody.permissions?.(mount, role);
		assert.ok(may && !may.issue && !may.sign && !may.revoke && !may.administer);
	});
}

function onlyWhereEverythingIsAllowed({ root }: ReturnType<GetWorld>): void {
	assert.ok(!('permissions' in root), 'There are permissions, so there are tokens to test');
}
