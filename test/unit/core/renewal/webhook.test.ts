/** The generated receiver of webhooks, run as a process: what it takes, and what it starts. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { certificateEvents } from '../../../../src/core/backends/scaivault/pki/renewal.js';
import { eventually } from '../../../support/eventually.js';
import { generated } from '../../../support/renewScript.js';
import { startScaiVaultFake } from '../../../support/scaivault/fake.js';

const secret = 'whsec-of-the-test';
const headers = {
	eventId: 'x-test-event-id',
	timestamp: 'x-test-timestamp',
	signature: 'x-test-signature',
};

interface Delivery {
	readonly body?: string;
	readonly id?: string;
	readonly type?: string;
	readonly data?: unknown;
	/** How many seconds ago it was sent. */
	readonly age?: number;
	readonly signedWith?: string;
	readonly signature?: string;
	readonly path?: string;
	readonly method?: string;
	/** Without its length. */
	readonly isChunked?: boolean;
	readonly headers?: Readonly<Record<string, string>>;
}

const call = {
	...{ url: 'https://pki.test/issue', headers: {}, body: {}, tokenVariable: 'TOKEN' },
	tokenHeader: { name: 'authorization', prefix: 'Bearer ' },
	answer: { certificate: ['certificate'], key: ['private_key'], chain: ['ca_chain'] },
} as const;

/** The receiver in a folder, on a port of the system's choice. */
function start(folder: string, variables: Readonly<Record<string, string>> = {}) {
	const child = spawn(process.execPath, [join(folder, 'web.webhook.mjs')], {
		env: { PORT: '0', WEBHOOK_SECRET: secret, PATH: process.env['PATH'], ...variables },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let said = '';
	child.stdout.on('data', (part: Buffer) => (said += part.toString()));
	const port = eventually('the port', () => /on port (\d+)/.exec(said)?.[1]);
	return { child, port, said: () => said };
}

describe('The webhook receiver', () => {
	const folder = mkdtempSync(join(tmpdir(), 'webhook-'));
	const started = join(folder, 'started');
	let receiver: ReturnType<typeof start>;
	let port = 0;

	before(async () => {
		const events = {
			...{ headers, toleranceSeconds: 300, revokedEvent: 'certificate.revoked' },
			events: ['certificate.expiring', 'certificate.revoked'],
		};
		const files = generated({ ways: ['webhook'], baseName: 'web', call, events });
		assert.deepEqual([...files.keys()], ['web.renew.mjs', 'web.webhook.mjs']);
		writeFileSync(join(folder, 'web.webhook.mjs'), files.get('web.webhook.mjs') ?? '');
		// In the place of the program that renews: says that it was started, how, and what it could read.
		writeFileSync(
			join(folder, 'web.renew.mjs'),
			`import { appendFileSync } from 'node:fs';
			appendFileSync(${JSON.stringify(started)}, process.argv.slice(2).join(' ') + ' ' + (process.env.WEBHOOK_SECRET ?? 'no secret') + '\\n');`,
		);
		receiver = start(folder);
		port = Number(await receiver.port);
	});
	after(() => {
		receiver.child.kill();
		rmSync(folder, { recursive: true, force: true });
	});

	/** Signed as the documentation says, in words of the test's own. Answers the status. */
	function deliver(delivery: Delivery, at = port): Promise<number | undefined> {
		const { id = randomUUID(), type = 'certificate.issued', age = 0 } = delivery;
		const { data, path = '/webhook' } = delivery;
		const { body = JSON.stringify({ event_id: id, event_type: type, data }) } = delivery;
		const timestamp = String(Math.floor(Date.now() / 1000) - age);
		const digest = createHmac('sha256', delivery.signedWith ?? secret)
			.update(`${timestamp}.${body}`)
			.digest('hex');
		const sent = {
			[headers.eventId]: id,
			[headers.timestamp]: timestamp,
			[headers.signature]: delivery.signature ?? `sha256=${digest}`,
			...delivery.headers,
		};
		const method = delivery.method ?? 'POST';
		return new Promise((resolve, reject) => {
			const asked = request({ port: at, path, method, headers: sent, agent: false }, (answer) => {
				answer.resume();
				resolve(answer.statusCode);
			});
			asked.on('error', reject);
			if (delivery.isChunked === true) asked.write(body);
			asked.end(method === 'POST' && delivery.isChunked !== true ? body : '');
		});
	}

	it('takes a signed event once', async () => {
		const id = randomUUID();
		assert.equal(await deliver({ id }), 204);
		assert.equal(await deliver({ id }), 200);
		assert.equal(await deliver({ id, age: 10 }), 200, 'sent anew');
	});

	it('refuses a replay under another id in the header, which is not signed', async () => {
		const id = randomUUID();
		const body = JSON.stringify({ event_id: id, event_type: 'certificate.issued' });
		assert.equal(await deliver({ id, body }), 204);
		assert.equal(await deliver({ id: randomUUID(), body }), 400);
	});

	const unsigned: Readonly<Record<string, Delivery>> = {
		'another secret': { signedWith: 'whsec-of-others' },
		'no signature': { signature: '' },
		'a part of one': { signature: 'sha256=00ff' },
		'one of another kind': { signature: `sha512=${'0'.repeat(64)}` },
		'another time than the signed one': { headers: { [headers.timestamp]: '1700000000' } },
	};
	for (const [what, delivery] of Object.entries(unsigned)) {
		it(`refuses ${what}`, async () => {
			assert.equal(await deliver(delivery), 401);
		});
	}

	it('takes what is less than five minutes old, and nothing older or from the future', async () => {
		assert.equal(await deliver({ age: 290 }), 204);
		assert.equal(await deliver({ age: 310 }), 401);
		assert.equal(await deliver({ age: -310 }), 401);
	});

	it('refuses other paths, other methods, large bodies and what is no event', async () => {
		assert.equal(await deliver({ path: '/' }), 404);
		assert.equal(await deliver({ method: 'GET' }), 405);
		assert.equal(await deliver({ body: 'x'.repeat(64 * 1024 + 1) }), 413);
		for (const size of [64 * 1024 + 1, 5_000_000]) {
			assert.equal(await deliver({ body: 'x'.repeat(size), isChunked: true }), 413, String(size));
		}
		for (const body of ['', 'null', '[]', '{"event_id":7}', '{']) {
			assert.equal(await deliver({ body, headers: { [headers.eventId]: '' } }), 400, body);
		}
	});

	it('starts the renewal for an event that asks for it, without the secret', async () => {
		assert.ok(!existsSync(started), 'no event before asked for it');
		assert.equal(await deliver({ type: 'certificate.expiring' }), 204);
		assert.equal(await linesOf(1), '--once no secret\n');
		assert.ok(!receiver.said().includes(secret));
	});

	it('names a revoked certificate, if the event does, and nothing that only looks like one', async () => {
		rmSync(started, { force: true });
		const data = {
			certificate: { serial_number: '0A:0b:FF', common_name: 'a.test' },
			serial: '--once',
			serials: ['77'],
		};
		assert.equal(await deliver({ type: 'certificate.revoked', data }), 204);
		assert.equal(await linesOf(1), '--once --revoked=0A0bFF no secret\n');
		assert.equal(await deliver({ type: 'certificate.expiring', data }), 204);
		assert.match(await linesOf(2), /\n--once no secret\n$/);
	});

	/** What was started, once there are so many. */
	const linesOf = (count: number) =>
		eventually('the renewal', () => {
			const text = existsSync(started) ? readFileSync(started, 'utf8') : '';
			return text.split('\n').length > count ? text : undefined;
		});

	it('asks for an event again whose renewal could not be started', async () => {
		const script = join(folder, 'later.mjs');
		const other = start(folder, { RENEW_SCRIPT: script });
		try {
			const at = Number(await other.port);
			const wish = { id: randomUUID(), type: 'certificate.expiring' };
			assert.equal(await deliver(wish, at), 503);
			assert.match(other.said(), /Could not start the renewal/);
			rmSync(started, { force: true });
			writeFileSync(script, readFileSync(join(folder, 'web.renew.mjs')));
			assert.equal(await deliver(wish, at), 204);
			assert.equal(await linesOf(1), '--once no secret\n');
			assert.equal(await deliver(wish, at), 200);
		} finally {
			other.child.kill();
		}
	});

	it('takes what the fake of ScaiVault sends, by what its backend says of it', async () => {
		const fake = await startScaiVaultFake({ origin: 'http' });
		const place = join(folder, 'scaivault');
		mkdirSync(place);
		const files = generated({
			ways: ['webhook'],
			baseName: 'web',
			call,
			events: certificateEvents,
		});
		writeFileSync(join(place, 'web.webhook.mjs'), files.get('web.webhook.mjs') ?? '');
		writeFileSync(join(place, 'web.renew.mjs'), '');
		const receiver = start(place);
		try {
			const url = `http://127.0.0.1:${await receiver.port}/webhook`;
			assert.equal(await fake.deliver('certificate.expiring', url, secret), 204);
			assert.equal(await fake.deliver('certificate.expiring', url, 'another'), 401);
			const at = new Date(Date.now() - 310_000);
			assert.equal(await fake.deliver('certificate.expiring', url, secret, { at }), 401);
			await eventually('the renewal', () =>
				receiver.said().includes('Checking') ? true : undefined,
			);
		} finally {
			receiver.child.kill();
			await fake.stop();
		}
	});

	it('says in a sentence why it does not start', async () => {
		const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
			[{ PORT: '0' }, /Set WEBHOOK_SECRET_FILE/],
			[{ WEBHOOK_SECRET_FILE: join(folder, 'absent') }, /secret cannot be read: ENOENT/],
			[{ WEBHOOK_SECRET: secret, PORT: 'any' }, /PORT must be a number/],
			[{ WEBHOOK_SECRET: secret, PORT: String(port) }, /Cannot listen on port \d+: .*EADDRINUSE/],
		];
		for (const [env, words] of wrong) {
			const child = spawn(process.execPath, [join(folder, 'web.webhook.mjs')], { env });
			const said = Promise.all([text(child.stdout), text(child.stderr)]);
			const [code] = (await once(child, 'close')) as [number | null];
			const [output, errors] = await said;
			assert.deepEqual([code, errors], [2, '']);
			assert.match(output, words);
		}
	});
});
