/** Nothing that passes may end the reading, or make it keep more than it may. */
import * as assert from 'node:assert/strict';
import { HandshakeDecoder } from '../../../../../src/core/tls/wire/decoder.js';
import { KeyLog } from '../../../../../src/core/tls/wire/keyLog.js';
import {
	decode,
	observeHandshake,
	type ObservedHandshake,
} from '../../../../support/handshakes.js';
import { randomly, type Random } from '../../../../support/random.js';
import { makeCa } from '../../../../support/tlsCertificates.js';
import type { Passed } from '../../../../support/wiretap.js';

describe('core/tls/wire: hostile bytes', () => {
	const observed: ObservedHandshake[] = [];

	before(async () => {
		const ca = await makeCa('Wire CA');
		const { certificate, key } = await ca.issue({ name: 'a', usage: 'server', dns: ['a.test'] });
		const pair = { cert: certificate, key, ca: ca.certificate };
		for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
			observed.push(
				await observeHandshake(
					{ ...pair, requestCert: true, rejectUnauthorized: false, ALPNProtocols: ['h2'] },
					{ ...pair, servername: 'a.test', maxVersion, ALPNProtocols: ['h2'] },
				),
			);
		}
	});

	function damaged(passed: readonly Passed[], random: Random): Passed[] {
		return passed.flatMap(({ from, bytes }) => {
			const copy = Buffer.from(bytes);
			for (let count = random.below(4); count > 0 && copy.length > 0; count -= 1) {
				copy[random.below(copy.length)] = random.one([0, 1, 0xff, random.below(256)]);
			}
			if (random.chance(0.05)) return [];
			const part = random.chance(0.1) ? copy.subarray(0, random.below(copy.length)) : copy;
			const side = random.chance(0.03) ? (from === 'client' ? 'server' : 'client') : from;
			return random.chance(0.05)
				? [
						{ from: side, bytes: part },
						{ from: side, bytes: part },
					]
				: [{ from: side, bytes: part }];
		});
	}

	it('reads damaged handshakes without a fault of its own', () => {
		const random = randomly(20_261_126);
		let sawHello = 0;
		for (let round = 0; round < 1500; round += 1) {
			const { passed, keyLog } = random.one(observed);
			const facts = decode({ passed: damaged(passed, random), keyLog });
			assert.ok(facts.alerts.length <= 16);
			structuredClone(facts);
			if (facts.serverHello) sawHello += 1;
		}
		assert.ok(sawHello > 400, `${sawHello} still had a ServerHello`);
	});

	it('reads bytes that were never a handshake', () => {
		const random = randomly(7);
		for (let round = 0; round < 500; round += 1) {
			const bytes = Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256)));
			if (random.chance(0.7)) Buffer.from('1603030100', 'hex').copy(bytes);
			const facts = decode({ passed: [{ from: random.one(['client', 'server']), bytes }] });
			structuredClone(facts);
		}
	});

	it('keeps a bounded part of what waits for keys that never come', () => {
		const [, tls13] = observed;
		assert.ok(tls13);
		const decoder = new HandshakeDecoder({ keyLog: () => undefined });
		for (const { from, bytes } of tls13.passed) decoder.push(from, bytes);
		const record = Buffer.concat([Buffer.from('1703034000', 'hex'), Buffer.alloc(0x4000, 1)]);
		for (let count = 0; count < 4000; count += 1) decoder.push('server', Buffer.from(record));
		assert.equal(decoder.facts.applicationData.server, false);
		assert.ok(decoder.keptBytes <= 300_000, String(decoder.keptBytes));
	});

	it('finds an alert behind much data once the keys come late', () => {
		const [, tls13] = observed;
		assert.ok(tls13);
		const log = new KeyLog();
		const decoder = new HandshakeDecoder({ keyLog: (random) => log.secrets(random) });
		for (const { from, bytes } of tls13.passed) decoder.push(from, bytes);
		assert.equal(decoder.facts.certificateRequest, 'notVisible');
		for (const half of halves(tls13.keyLog)) log.add(half);
		assert.equal(decoder.keysChanged(), true);
		assert.ok(typeof decoder.facts.certificateRequest === 'object');
		assert.deepEqual(decoder.facts, decode(tls13));
		assert.equal(decoder.keptBytes, 0);
	});
});

function halves(text: string): [string, string] {
	const middle = Math.floor(text.length / 2);
	return [text.slice(0, middle), text.slice(middle)];
}
