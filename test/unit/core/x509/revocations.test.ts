import assert from 'node:assert/strict';
import type { PkiError } from '../../../../src/core/common/errors.js';
import { readCrl } from '../../../../src/core/x509/crl.js';
import { Revocations } from '../../../../src/core/x509/revocations.js';
import { crl, extension, integer, octets, sequence, tlv, utcTime } from '../../../support/der.js';
import { randomNumbers } from '../../../support/random.js';

const [keyCompromise, hold, unhold] = [1, 6, 8];

function entry(serial: string, reason?: number): Buffer {
	const hex = /^[89a-f]/.test(serial) ? `00${serial}` : serial;
	return sequence(
		integer(hex),
		utcTime('250105000000Z'),
		...(reason === undefined
			? []
			: [sequence(extension('2.5.29.21', tlv(0x0a, Buffer.of(reason))))]),
	);
}

/** With its number, and that of the list it goes on from where it is a delta CRL. */
function list(number: string, entries: readonly Buffer[], base?: string): Buffer {
	return crl({
		entries,
		extensions: [
			extension('2.5.29.20', integer(number)),
			...(base === undefined ? [] : [extension('2.5.29.27', integer(base), true)]),
		],
	});
}

const serials = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => (from + index).toString(16).padStart(6, '0'));

async function all(...pairs: Parameters<typeof Revocations.read>[0]) {
	const found = await Revocations.read(pairs);
	return Array.from({ length: found.size }, (_, at) => found.at(at)?.serialNumber);
}

describe('x509: what CRLs revoke', () => {
	it('finds every entry of a list that is longer than what is shown of it', async () => {
		const random = randomNumbers(3);
		const wanted = [...new Set(Array.from({ length: 12_500 }, () => serialOf(random)))];
		const complete = list(
			'05',
			wanted.map((serial) => entry(serial, keyCompromise)),
		);
		assert.ok(readCrl(complete).revoked.length < wanted.length);
		const found = await Revocations.read([{ complete }]);
		assert.equal(found.size, wanted.length);
		for (const serial of wanted) assert.equal(found.find(serial)?.serialNumber, serial);
		assert.deepEqual(found.find(wanted.at(-1) ?? ''), {
			serialNumber: wanted.at(-1),
			...{ revokedAt: '2025-01-05T00:00:00Z', reason: 'keyCompromise' },
		});
		for (const serial of ['00', 'ff', `${wanted[0]}00`, 'ff'.repeat(30), '']) {
			assert.equal(found.find(serial), undefined);
		}
		const sorted = wanted.toSorted();
		assert.deepEqual(await all({ complete }), sorted);
		assert.equal(found.positionOf(`${sorted[99]}00`), 100);
	});

	it('lets others run while it reads, and stops when it is told to', async () => {
		const complete = list(
			'05',
			serials(0x100000, 60_000).map((serial) => entry(serial, hold)),
		);
		let turns = 0;
		const timer = setInterval(() => (turns += 1));
		assert.equal((await Revocations.read([{ complete }])).size, 60_000);
		clearInterval(timer);
		assert.ok(turns > 0);
		const stopped = Revocations.read([{ complete }], AbortSignal.abort());
		await assert.rejects(stopped, (error: PkiError) => error.code === 'cancelled');
	});

	it('puts a delta CRL on top: what it adds is revoked, what it lifts no longer', async () => {
		const complete = list(
			'05',
			['0a', '0b', '0c'].map((serial) => entry(serial, hold)),
		);
		const changes = [entry('0b', unhold), entry('0c', keyCompromise), entry('0d')];
		const delta = list('06', changes, '03');
		assert.deepEqual(await all({ complete, delta }), ['0a', '0c', '0d']);
		const found = await Revocations.read([{ complete, delta }]);
		assert.equal(found.find('0c')?.reason, 'keyCompromise');
		assert.equal(found.find('0a')?.reason, 'certificateHold');
	});

	it('leaves a delta CRL aside that does not go on from the list', async () => {
		const complete = list('05', [entry('0a')]);
		for (const delta of [
			list('05', [entry('0a', unhold)], '03'),
			list('09', [entry('0a', unhold)], '06'),
			list('06', [entry('0a', unhold)]),
		]) {
			assert.deepEqual(await all({ complete, delta }), ['0a']);
		}
	});

	it('finds an entry again whatever stands in it', async () => {
		const details = Array.from({ length: 40 }, (_, n) => extension(`1.2.3.${n}`, octets('x')));
		const odd = sequence(integer('05'), utcTime('250101000000Z'), sequence(...details));
		const found = await Revocations.read([{ complete: list('01', [odd]) }]);
		assert.equal(found.find('05')?.serialNumber, '05');
	});

	it('joins the lists of several issuers', async () => {
		const [one, two] = [
			list('01', [entry('0b'), entry('0d')]),
			list('01', [entry('0a'), entry('0d')]),
		];
		assert.deepEqual(await all({ complete: one }, { complete: two }), ['0a', '0b', '0d']);
		assert.deepEqual(await all(), []);
		assert.deepEqual(await all({ complete: crl() }), []);
	});

	it('answers nothing rather than half of a list', async () => {
		const whole = list(
			'05',
			serials(1, 100).map((serial) => entry(serial)),
		);
		for (const complete of [
			whole.subarray(0, whole.length / 2),
			Buffer.from('no list'),
			list('05', [entry('0a'), sequence()]),
		]) {
			const read = Revocations.read([{ complete }]);
			await assert.rejects(read, (error: PkiError) => error.code === 'unexpected');
		}
	});
});

/** Of any length up to 20 octets; the first octet is not zero. */
function serialOf(random: ReturnType<typeof randomNumbers>): string {
	const length = 4 + (random.next().value % 16);
	const bytes = Buffer.from(Array.from({ length }, () => random.next().value & 0xff));
	bytes[0] = 1 + (random.next().value % 255);
	return bytes.toString('hex');
}
