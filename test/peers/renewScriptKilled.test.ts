/** The generated program that renews, killed at every step of a renewal: each step is a process of its own. */
import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKilledAt } from '../support/killedProcess.js';
import { pairIn, RenewScript } from '../support/renewScript.js';
import { makeCas, type OpenFake, openFake } from '../support/scaivault/connection.js';

/** More than any certificate has left, so that each run renews. */
const due = { RENEW_BEFORE_HOURS: '100000' };

describe('The renewal script, killed', function () {
	this.timeout(120_000);
	let open: OpenFake;
	let token: string;
	let script: RenewScript;

	before(async () => {
		open = await openFake();
		const { client } = await open.connect();
		await makeCas(client);
		token = open.fake.token({ scopes: ['pki:issue'] });
		const call =
			client.issuingCall?.({ mount: 'pki', role: 'web', commonName: 'api.lab.test' }) ??
			assert.fail('no call');
		script = new RenewScript(call);
	});
	after(async () => {
		script.dispose();
		await open.stop();
	});

	it('never leaves a torn pair, wherever it is killed', async () => {
		const source = join(script.folder, 'plain');
		const first = await script.run({ SCAIVAULT_TOKEN: token }, source);
		assert.equal(first.code, 0, first.said);
		const old = pairIn(source).leaf.serialNumber;
		let step = 1;
		let renewed = 0;
		for (; ; step++) {
			// Plain files, as another program wrote them: they become links on the way.
			const out = join(script.folder, `killed${step}`);
			mkdirSync(out);
			for (const name of ['tls.crt', 'tls.key']) {
				writeFileSync(join(out, name), readFileSync(join(source, name)));
			}
			const variables = { OUT_DIR: out, SCAIVAULT_TOKEN: token, ...due };
			const wasKilled = await isKilledAt(
				step,
				`Object.assign(process.env, ${JSON.stringify(variables)});
				process.argv.push('--once');
				process.stdout.write = () => true;
				await import(${JSON.stringify(script.script)});`,
			);
			const { serialNumber } = pairIn(out).leaf;
			if (serialNumber !== old) renewed += 1;
			if (!wasKilled) {
				assert.notEqual(serialNumber, old);
				assert.ok(lstatSync(join(out, 'tls.key')).isSymbolicLink());
				break;
			}
		}
		assert.ok(step > 20, `it was killed at ${step - 1} places`);
		assert.ok(renewed > 1 && renewed < step, 'before the swap and after it');

		// A later run finishes what was left.
		for (const killed of [Math.floor(step / 2), step - renewed]) {
			const out = join(script.folder, `killed${killed}`);
			const { code, said } = await script.run({ SCAIVAULT_TOKEN: token, ...due }, out);
			assert.equal(code, 0, said);
			assert.notEqual(pairIn(out).leaf.serialNumber, old);
		}
	});
});
