/** The generated program that renews, run as a process against the fake of ScaiVault. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { IssuingCall } from '../../../../src/core/backends/contract/backend.js';
import { eventually } from '../../../support/eventually.js';
import { isKilledAt } from '../../../support/killedProcess.js';
import { generated, pairIn, RenewScript } from '../../../support/renewScript.js';
import { makeCas, type OpenFake, openFake } from '../../../support/scaivault/connection.js';

const hour = 3600;
const week = 168 * hour;

describe('The renewal script', function () {
	this.timeout(60_000);
	let open: OpenFake;
	let token: string;
	let script: RenewScript;
	let callFor: (ttlSeconds: number, role?: string) => IssuingCall;

	before(async () => {
		open = await openFake();
		const { client } = await open.connect();
		await makeCas(client);
		token = open.fake.token({ scopes: ['pki:issue'] });
		callFor = (ttlSeconds, role = 'web') =>
			client.issuingCall?.({
				...{ mount: 'pki', role, commonName: 'api.lab.test', altNames: ['b.lab.test'] },
				...{ ipSans: ['10.0.0.7'], ttlSeconds },
			}) ?? assert.fail('no call');
		script = new RenewScript(callFor(week), week);
	});
	after(async () => {
		script.dispose();
		await open.stop();
	});

	const issued = () =>
		open.fake.requests.filter(({ path }) => path.startsWith('/v1/pki/issue/')).length;

	const copy = (name: string, from: string, to: string) =>
		writeFileSync(join(to, name), readFileSync(join(from, name)));

	/** A folder with a pair that lives so long, as an earlier run left it. */
	async function folderWith(name: string, ttlSeconds: number): Promise<string> {
		const out = join(script.folder, name);
		const earlier = new RenewScript(callFor(ttlSeconds), ttlSeconds);
		const { code, said } = await earlier.run({ SCAIVAULT_TOKEN: token }, out);
		earlier.dispose();
		assert.equal(code, 0, said);
		return out;
	}

	it('issues where there is nothing: leaf, issuer and root, readable for the owner alone', async () => {
		const { code, said } = await script.run({ SCAIVAULT_TOKEN: token });
		assert.equal(code, 0, said);
		assert.ok(!said.includes(token) && !said.includes('PRIVATE KEY'));
		const { leaf, chain } = pairIn(script.out);
		assert.match(leaf.subjectAltName ?? '', /DNS:b\.lab\.test/);
		assert.match(leaf.subjectAltName ?? '', /IP Address:10\.0\.0\.7/);
		assert.equal(chain.match(/BEGIN CERTIFICATE/g)?.length, 2, 'with its issuer, without the root');
		assert.equal(readFileSync(join(script.out, 'ca.crt'), 'utf8').match(/BEGIN/g)?.length, 1);
		for (const name of ['tls.crt', 'tls.key', 'ca.crt']) {
			assert.equal(statSync(join(script.out, name)).mode & 0o777, 0o600, name);
		}
	});

	it('does nothing while two days remain, and renews below that', async () => {
		const fresh = await folderWith('fresh', 49 * hour);
		const old = await folderWith('old', 47 * hour);
		const before = { fresh: pairIn(fresh).leaf, old: pairIn(old).leaf, issued: issued() };
		assert.deepEqual(await script.run({ SCAIVAULT_TOKEN: token }, fresh), { code: 0, said: '' });
		assert.equal(issued(), before.issued);
		assert.equal(pairIn(fresh).leaf.serialNumber, before.fresh.serialNumber);
		const { code, said } = await script.run({ SCAIVAULT_TOKEN: token }, old);
		assert.equal(code, 0, said);
		assert.notEqual(pairIn(old).leaf.serialNumber, before.old.serialNumber);
		assert.ok(Date.parse(pairIn(old).leaf.validTo) - Date.now() > 160 * hour * 1000);
	});

	it('replaces a certificate whose key is another one’s', async () => {
		const out = await folderWith('mixed', week);
		const other = await folderWith('other', week);
		rmSync(join(out, 'tls.key'));
		copy('tls.key', other, out);
		const { code, said } = await script.run({ SCAIVAULT_TOKEN: token }, out);
		assert.equal(code, 0, said);
		assert.match(said, /does not match/);
		pairIn(out);
	});

	it('leaves the old pair where it is refused, says why, and the exit code tells', async () => {
		const out = await folderWith('refused', hour);
		const before = { serial: pairIn(out).leaf.serialNumber, names: readdirSync(out).sort() };
		const wrong: readonly (readonly [Readonly<Record<string, string>>, number, RegExp])[] = [
			[
				{ SCAIVAULT_TOKEN: open.fake.token({ scopes: ['audit:read'] }) },
				1,
				/403 .*insufficient_scope.*request/,
			],
			[{ SCAIVAULT_TOKEN: open.fake.token({ expiresInSeconds: -1 }) }, 1, /401 .*token_expired/],
			[{}, 2, /SCAIVAULT_TOKEN/],
			[{ TOKEN_FILE: join(script.folder, 'absent') }, 2, /no token in/],
			[{ SCAIVAULT_TOKEN: token, RENEW_BEFORE_HOURS: 'soon' }, 2, /RENEW_BEFORE_HOURS/],
			[{ SCAIVAULT_TOKEN: token, SERVER_CA_FILE: join(out, 'ca.crt') }, 1, /certificate/],
		];
		for (const [variables, expected, words] of wrong) {
			const { code, said } = await script.run(variables, out);
			assert.equal(code, expected, said);
			assert.match(said, words);
			assert.equal(pairIn(out).leaf.serialNumber, before.serial);
			assert.deepEqual(readdirSync(out).sort(), before.names);
		}
	});

	it('reads the token from its file anew', async () => {
		const file = join(script.folder, 'token');
		writeFileSync(file, `${token}\n`);
		const out = join(script.folder, 'fromFile');
		const { code, said } = await script.run({ TOKEN_FILE: file }, out);
		assert.equal(code, 0, said);
		pairIn(out);
	});

	it('signals the process, and the next run makes up for a signal that failed', async () => {
		const out = await folderWith('signal', hour);
		const file = join(script.folder, 'pid');
		writeFileSync(file, '999999999');
		const failed = await script.run({ SCAIVAULT_TOKEN: token, PID_FILE: file }, out);
		assert.equal(failed.code, 3, failed.said);
		const { serialNumber } = pairIn(out).leaf;

		const child = spawn(process.execPath, [
			...[
				'-e',
				`process.on('SIGHUP', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1e6)`,
			],
		]);
		let output = '';
		child.stdout.on('data', (part: Buffer) => (output += part.toString()));
		const ended = once(child, 'exit') as Promise<[number | null]>;
		await eventually('the process', () => (output.includes('ready') ? true : undefined));
		writeFileSync(file, String(child.pid));
		const { code, said } = await script.run({ SCAIVAULT_TOKEN: token, PID_FILE: file }, out);
		assert.equal(code, 0, said);
		assert.deepEqual((await ended)[0], 7);
		assert.equal(pairIn(out).leaf.serialNumber, serialNumber, 'nothing was issued for it');
		const last = await script.run({ SCAIVAULT_TOKEN: token, PID_FILE: file }, out);
		assert.deepEqual(last, { code: 0, said: '' }, 'and once only');
	});

	it('never leaves a torn pair, wherever it is killed', async () => {
		const source = await folderWith('plain', hour);
		const old = pairIn(source).leaf.serialNumber;
		let step = 1;
		let renewed = 0;
		for (; ; step++) {
			// Plain files, as another program wrote them: they become links on the way.
			const out = join(script.folder, `killed${step}`);
			mkdirSync(out);
			for (const name of ['tls.crt', 'tls.key']) {
				copy(name, source, out);
			}
			const variables = { OUT_DIR: out, SCAIVAULT_TOKEN: token };
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
			const { code, said } = await script.run({ SCAIVAULT_TOKEN: token }, out);
			assert.equal(code, 0, said);
			assert.notEqual(pairIn(out).leaf.serialNumber, old);
		}
	});

	it('holds settings as data, whatever is in them', () => {
		const call = {
			...callFor(week),
			body: { common_name: '*/ `${process.exit(9)}` \u2028 \u202e "' },
		};
		const text = generated({ ways: ['script'], baseName: 'web', call }).get('web.renew.mjs') ?? '';
		const [, settings = ''] =
			/\/\* settings \*\/ ([^]*?); \/\* end of settings \*\//.exec(text) ?? [];
		assert.deepEqual((JSON.parse(settings) as IssuingCall).body, call.body);
		assert.doesNotMatch(text, /[\u2028\u202e]/);
	});
});
