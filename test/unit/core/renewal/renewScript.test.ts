/** The generated program that renews, run as a process against the fake of ScaiVault. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuingCall } from '../../../../src/core/backends/contract/backend.js';
import { eventually } from '../../../support/eventually.js';
import { generated, pairIn, RenewScript } from '../../../support/renewScript.js';
import { startScaiVaultFake } from '../../../support/scaivault/fake.js';
import { makeCas, type OpenFake, openFake } from '../../../support/scaivault/connection.js';

const hour = 3600;
const week = 168 * hour;
const wish = {
	...{ mount: 'pki', role: 'web', commonName: 'api.lab.test', altNames: ['b.lab.test'] },
	...{ ipSans: ['10.0.0.7'], ttlSeconds: week },
};

describe('The renewal script', function () {
	this.timeout(60_000);
	let open: OpenFake;
	let token: string;
	let script: RenewScript;
	let callFor: (ttlSeconds: number) => IssuingCall;

	before(async () => {
		open = await openFake();
		const { client } = await open.connect();
		await makeCas(client);
		token = open.fake.token({ scopes: ['pki:issue'] });
		callFor = (ttlSeconds) =>
			client.issuingCall?.({ ...wish, ttlSeconds }) ?? assert.fail('no call');
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

	it('renews a certificate that is said to be revoked, and tries again where that fails', async () => {
		const out = await folderWith('revoked', week);
		const { serialNumber } = pairIn(out).leaf;
		const run = (revoked: string, given = token) =>
			script.run({ SCAIVAULT_TOKEN: given }, out, `--revoked=${revoked}`);
		const nobody = open.fake.token({ scopes: [] });
		for (const other of [`${serialNumber}00`, `1${serialNumber}`, '', '--once', '0x', 'zz,1']) {
			assert.deepEqual(await run(other), { code: 0, said: '' }, other);
		}
		const refused = await run(`77,00${serialNumber.toLowerCase()}`, nobody);
		assert.equal(refused.code, 1, refused.said);
		assert.match(refused.said, /was revoked/);
		assert.equal(pairIn(out).leaf.serialNumber, serialNumber);
		const later = await script.run({ SCAIVAULT_TOKEN: token }, out);
		assert.equal(later.code, 0, later.said);
		const renewed = pairIn(out).leaf.serialNumber;
		assert.notEqual(renewed, serialNumber);
		assert.deepEqual(await run(serialNumber), { code: 0, said: '' }, 'it is the last one’s');
		const decimal = await run(BigInt(`0x${renewed}`).toString());
		assert.match(decimal.said, /was revoked[^]*Renewed/);
	});

	it('gets a token itself by client credentials', async () => {
		const { id, secret } = open.fake.client();
		const { tokenUrl, scaiKeyUrl, requests } = open.fake;
		const asked = () => requests.filter(({ server }) => server === 'scaikey');
		for (const [index, address] of [tokenUrl, scaiKeyUrl].entries()) {
			const fields = { signIn: 'clientCredentials', clientId: id, tokenUrl: address };
			const { client } = await open.connect({ clientSecret: secret }, fields);
			await client.status();
			const call = client.issuingCall?.(wish) ?? assert.fail('no call');
			assert.equal(call.clientCredentials?.url, tokenUrl);
			const own = new RenewScript(call, week);
			const file = join(own.folder, 'client-secret');
			writeFileSync(file, `${secret}\n`);
			const [before, out] = [asked().length, join(script.folder, `client${index}`)];
			const { code, said } = await own.run({ CLIENT_SECRET_FILE: file }, out);
			assert.equal(code, 0, said);
			pairIn(out);
			const form = new URLSearchParams(asked()[before]?.body);
			assert.deepEqual([form.get('scope'), asked().length], ['pki:issue', before + 1]);
			const missing = await own.run({}, join(script.folder, 'none'));
			assert.equal(missing.code, 2);
			assert.match(missing.said, /CLIENT_SECRET_FILE/);
			const wrong = await own.run({ CLIENT_SECRET: 'wrong secret' }, join(script.folder, 'none'));
			assert.equal(wrong.code, 1);
			assert.match(wrong.said, /401 \(invalid_client\)/);
			own.dispose();
		}
	});

	it('repeats no secret that the server says again, on one line', async () => {
		const said = await startScaiVaultFake({
			origin: 'http',
			instead: ({ server, headers, body }) => {
				const authorization = headers.authorization ?? '';
				const given = new URLSearchParams(body).get('client_secret') ?? '';
				const words = `${'-'.repeat(270)}${authorization}${given}\u001b[31m\n${authorization}`;
				return server === 'scaivault' || given.startsWith('bad')
					? {
							status: 400,
							headers: {},
							body: JSON.stringify({ error: { code: 'x', message: words } }),
						}
					: undefined;
			},
		});
		const { id, secret } = said.client({ scopes: ['pki:issue'] });
		const echoing = new RenewScript({
			...{ ...callFor(week), url: `${said.url}/v1/pki/issue/web` },
			clientCredentials: { url: said.tokenUrl, clientId: id, scope: 'pki:issue' },
		});
		try {
			for (const sent of ['bad secret of the test', secret]) {
				const { code, said: output } = await echoing.run({ CLIENT_SECRET: sent });
				assert.equal(code, 1);
				assert.match(output, /400 \(x: -{270}(Bearer )?…/);
				assert.equal(output.trim().split('\n').length, 2, output);
				for (const secretly of ['bad se', secret, 'eyJ', '\u001b']) {
					assert.ok(!output.includes(secretly), output);
				}
			}
		} finally {
			echoing.dispose();
			await said.stop();
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
