import assert from 'node:assert/strict';
import { revokedAtOf } from '../../src/ui/words/revokedAt.js';
import {
	checkWords,
	expiryInRow,
	expiryWords,
	relativeTime,
	verdictWords,
} from '../../src/ui/words/words.js';

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;
const now = new Date('2026-11-05T12:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms).toISOString();

describe('Times in words', () => {
	const cases: readonly (readonly [number, string])[] = [
		[30 * day - second, 'in 30 days'],
		[5 * day - 10 * hour, 'in 5 days'],
		[5 * day - 13 * hour, 'in 4 days'],
		[-3 * day + hour, '3 days ago'],
		[24 * hour - second, 'in 1 day'],
		[23 * hour, 'in 23 hours'],
		[hour - second, 'in 1 hour'],
		[-90 * second, '1 minute ago'],
		[5 * 365.25 * day - second, 'in 5 years'],
		[-10 * 365 * day, '10 years ago'],
		[729 * day, 'in 729 days'],
		[-20 * second, 'just now'],
		[0, 'just now'],
		[20 * second, 'in less than a minute'],
	];
	for (const [ms, words] of cases) {
		it(`says "${words}" for ${String(ms / 1000)} s`, () => {
			assert.equal(relativeTime(after(ms), now), words);
		});
	}

	it('gives a fresh certificate all of its days', () => {
		const facts = { notBefore: after(-second), notAfter: after(30 * day - second) };
		assert.equal(expiryWords(facts, now), 'expires in 30 days');
	});

	it('begins with what counts in a row of the tree', () => {
		const inRow = (notAfter: number, more = {}) =>
			expiryInRow({ notBefore: after(-900 * day), notAfter: after(notAfter), ...more }, now);
		assert.equal(inRow(12 * day), '12 days left');
		assert.equal(inRow(day), '1 day left');
		assert.equal(inRow(5 * 366 * day), '5 years left');
		assert.equal(inRow(40 * 60 * second), '40 minutes left');
		assert.equal(inRow(20 * second), 'expires in less than a minute');
		assert.equal(inRow(-3 * day), 'expired 3 days ago');
		assert.equal(inRow(12 * day, { revoked: true }), 'revoked');
		assert.equal(expiryInRow({}, now), 'expiry unknown');
	});

	it('does not count the minutes since a revocation that was this one', () => {
		const times = { notBefore: after(-day), notAfter: after(day), revokedAt: after(-5 * second) };
		assert.equal(verdictWords('revoked', times, now).words, 'Revoked · just now');
	});

	it('invents no time for a revocation of which none is known', () => {
		const times = { notBefore: after(-day), notAfter: after(day) };
		for (const revokedAt of [revokedAtOf({ revoked: true }), undefined]) {
			const { words, exact } = verdictWords('revoked', { ...times, revokedAt }, now);
			assert.deepEqual([words, exact], ['Revoked', '']);
		}
		assert.equal(revokedAtOf({ revoked: false }), undefined);
		assert.equal(revokedAtOf({ revoked: true, revokedAt: after(0) }), after(0));
	});

	it('says of good dates that they are dates, and what nobody checked', () => {
		const times = { notBefore: after(-day), notAfter: after(12 * day) };
		const { words, exact } = verdictWords('valid', times, now);
		assert.deepEqual([words, exact], ['Dates valid · expires in 12 days', '2026-11-17 12:00 UTC']);
		for (const signature of ['good', 'bad', 'unknown'] as const) {
			for (const revocation of [true, false]) {
				const sentence = checkWords('valid', { signature, revocation }) ?? '';
				const [checked = '', not = ''] = sentence.split('Not checked: ');
				assert.equal(/signature/i.test(checked), signature !== 'unknown');
				assert.equal(/verified/i.test(checked), signature === 'good');
				assert.equal(not.includes('signature'), signature === 'unknown');
				assert.equal(not.includes('revocation'), !revocation);
				assert.match(not, /trust$/);
			}
		}
		for (const verdict of ['expired', 'revoked', 'notYetValid', 'unknown'] as const) {
			assert.equal(checkWords(verdict, { signature: 'good', revocation: false }), undefined);
		}
	});

	it('has one verdict for a row and for the details, to the second', () => {
		const times = { notBefore: after(-day), notAfter: after(0) };
		assert.equal(expiryWords(times, new Date(now.getTime() + 500)), 'expires just now');
		assert.equal(expiryWords(times, new Date(now.getTime() + 1500)), 'expired just now');
	});

	it('leaves a time as it is that cannot be read', () => {
		assert.equal(relativeTime('soon', now), 'soon');
	});
});
