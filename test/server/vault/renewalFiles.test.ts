/** The generated program that renews, run as a process against a real server. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestLab, type TestLab } from '../../support/openbao.js';
import { pairIn, RenewScript } from '../../support/renewScript.js';

describe('Vault: renewal script', function () {
	this.timeout(60_000);
	let lab: TestLab;
	let script: RenewScript;

	before(async () => {
		lab = await startTestLab();
		const call =
			lab.client.issuingCall?.({
				...{ mount: 'pki', role: 'web', commonName: 'a.api.test', altNames: ['b.api.test'] },
				...{ ipSans: [], ttlSeconds: 3600 },
			}) ?? assert.fail('no call');
		script = new RenewScript(call, 3600);
	});
	after(async () => {
		script.dispose();
		await lab.stop();
	});

	it('issues what was asked for, in files of the owner', async () => {
		const token = await lab.server.tokenFor('path "pki/issue/web" { capabilities = ["update"] }');
		const { code, said } = await script.run({ VAULT_TOKEN: token });
		assert.equal(code, 0, said);
		assert.ok(!said.includes(token) && !said.includes('PRIVATE KEY'));
		const { leaf } = pairIn(script.out);
		assert.match(leaf.subjectAltName ?? '', /DNS:a\.api\.test, DNS:b\.api\.test/);
		const root = new X509Certificate(readFileSync(join(script.out, 'ca.crt')));
		assert.ok(leaf.verify(root.publicKey));
		for (const name of ['tls.crt', 'tls.key']) {
			assert.equal(statSync(join(script.out, name)).mode & 0o777, 0o600);
		}
		const again = await script.run({ VAULT_TOKEN: token });
		assert.equal(again.code, 0, again.said);
		assert.equal(again.said, '', 'not due');
		assert.equal(pairIn(script.out).leaf.serialNumber, leaf.serialNumber);
	});

	it('says the server’s own words for a refusal, and leaves what was there', async () => {
		const { leaf } = pairIn(script.out);
		const file = join(script.folder, 'token');
		writeFileSync(file, await lab.server.tokenFor('path "nothing" { capabilities = ["read"] }'));
		const { code, said } = await script.run({ TOKEN_FILE: file, RENEW_BEFORE_HOURS: '2' });
		assert.equal(code, 1);
		assert.match(said, /403 .*permission denied/);
		assert.equal(pairIn(script.out).leaf.serialNumber, leaf.serialNumber);
	});
});
