import * as assert from 'node:assert/strict';
import type { Administration } from '../../../src/core/backends/contract/administration.js';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { asRecord, asTexts } from '../../../src/core/http/json.js';
import { setUpCa, startTestLab, type TestLab, type TestServer } from '../../support/openbao.js';

type Deleting = Required<Administration>;

describe('Vault: deleting', function () {
	this.timeout(30_000);
	let server: TestServer;
	let client: Backend;
	let stop: TestLab['stop'];
	let administration: Deleting;

	before(async () => {
		({ server, client, stop } = await startTestLab());
		administration = deletingOf(client);
	});
	after(() => stop());

	const roles = async () => (await client.listRoles('pki', {})).items.map(({ role }) => role);

	it('takes a role away, and says where there is none', async () => {
		await server.api('POST', 'pki/roles/gone', { allow_any_name: true });
		assert.deepEqual(await roles(), ['gone', 'web']);
		await administration.deleteRole({ mount: 'pki', role: 'gone' });
		assert.deepEqual(await roles(), ['web']);
		await rejectsWith(administration.deleteRole({ mount: 'pki', role: 'gone' }), 'noRole');
	});

	it('deletes a role that the token may not read', async () => {
		await server.api('POST', 'pki/roles/blind', { allow_any_name: true });
		const token = await server.tokenFor('path "pki/roles/blind" { capabilities = ["delete"] }');
		const blind = await server.connect(token);
		await deletingOf(blind).deleteRole({ mount: 'pki', role: 'blind' });
		blind.dispose();
		assert.deepEqual(await roles(), ['web']);
	});

	it('leaves roles of other engines alone', async () => {
		await server.api('POST', 'sys/mounts/ssh', { type: 'ssh' });
		await server.api('POST', 'ssh/roles/web', { key_type: 'otp', default_user: 'me' });
		await rejectsWith(administration.deleteRole({ mount: 'ssh', role: 'web' }), 'notPki');
		assert.equal(asRecord((await server.api('GET', 'ssh/roles/web')).data).key_type, 'otp');
	});

	it('takes an issuer away, leaves its key, and passes on that it was the default', async () => {
		await setUpCa(server, 'issuers');
		const [issuer] = (await client.listAuthorities('issuers', {})).items;
		assert.ok(issuer?.isDefault);
		const { warnings } = await administration.deleteIssuer({
			...{ mount: 'issuers', issuer: issuer.id },
		});
		assert.match(warnings.join(), /default issuer/);
		assert.deepEqual((await client.listAuthorities('issuers', {})).items, []);
		const { data } = await server.api('LIST', 'issuers/keys');
		assert.equal(asTexts(asRecord(data).keys).length, 1);
	});

	it('disables a mount with all that is in it', async () => {
		await setUpCa(server, 'team/old');
		await administration.disableMount({ mount: 'team/old' });
		const mounts = (await client.listMounts({})).items.map(({ mount }) => mount);
		assert.ok(!mounts.includes('team/old') && mounts.includes('pki'), mounts.join());
	});

	it('disables nothing but PKI mounts', async () => {
		await rejectsWith(administration.disableMount({ mount: 'secret' }), 'notPki');
		await rejectsWith(administration.disableMount({ mount: 'no_such' }), 'notPki');
		const { data } = await server.api('GET', 'sys/mounts');
		assert.ok('secret/' in asRecord(data));
	});
});

function deletingOf({ administration }: Backend): Deleting {
	assert.ok(isDeleting(administration));
	return administration;
}

function isDeleting(found: Backend['administration']): found is Deleting {
	return ['deleteRole', 'deleteIssuer', 'disableMount'].every((name) => name in (found ?? {}));
}

async function rejectsWith(answer: Promise<unknown>, reason: string): Promise<void> {
	await assert.rejects(answer, (error) => isPkiError(error, 'notFound') && error.reason === reason);
}
