import * as assert from 'node:assert/strict';
import { inParallel } from '../../../../../../src/core/common/inParallel.js';
import { isoTime } from '../../../../../../src/core/backends/answers/isoTime.js';
import {
	colonSerial,
	dashSerial,
	plainSerial,
} from '../../../../../../src/core/backends/answers/values.js';
import {
	readRules,
	roleParameters,
} from '../../../../../../src/core/backends/vault/mounts/roles.js';

describe('core/backends/vault/values', () => {
	it('writes serial numbers in the server’s two forms and reads both', () => {
		assert.equal(colonSerial('2bf91c'), '2b:f9:1c');
		assert.equal(dashSerial('bf91c'), '0b-f9-1c');
		assert.equal(plainSerial('2B:F9-1c'), '2bf91c');
	});

	it('reads the server’s times', () => {
		assert.equal(isoTime('2026-11-23T11:35:45.797057862Z'), '2026-11-23T11:35:45Z');
		assert.equal(isoTime('2026-11-23T12:35:45+01:00'), '2026-11-23T11:35:45Z');
		assert.equal(isoTime(1795430145), '2026-11-23T10:35:45Z');
		assert.equal(isoTime(0), undefined);
		assert.equal(isoTime('soon'), undefined);
		assert.equal(isoTime(null), undefined);
	});

	it('keeps the order and the width, and starts nothing after a failure', async () => {
		let running = 0;
		let widest = 0;
		const answers = await inParallel([5, 1, 3, 0, 2], 2, async (ms) => {
			widest = Math.max(widest, ++running);
			await new Promise((resolve) => setTimeout(resolve, ms));
			running--;
			return ms * 10;
		});
		assert.deepEqual(answers, [50, 10, 30, 0, 20]);
		assert.equal(widest, 2);
		const started: number[] = [];
		const failing = inParallel([1, 2, 3, 4], 1, (item) => {
			started.push(item);
			return item === 2 ? Promise.reject(new Error('no')) : Promise.resolve(item);
		});
		await assert.rejects(failing, /no/);
		assert.deepEqual(started, [1, 2]);
	});

	it('sends only the rules that are given, and reads them back', () => {
		const rules = {
			allowedDomains: ['a.test'],
			allowIpSans: false,
			maxTtlSeconds: 60,
			storesCertificates: false,
		};
		assert.deepEqual(roleParameters(rules), {
			allowed_domains: ['a.test'],
			allow_ip_sans: false,
			max_ttl: '60s',
			no_store: true,
		});
		const read = readRules({
			allowed_domains: ['a.test'],
			allow_ip_sans: false,
			max_ttl: 60,
			no_store: true,
		});
		assert.deepEqual({ ...read, ...rules }, read);
	});
});
