import assert from 'node:assert/strict';
import {
	formatDuration,
	parseDuration,
	spokenDuration,
} from '../../../../src/core/common/duration.js';

describe('durations', () => {
	it('are read as Vault and people write them', () => {
		for (const [text, seconds] of [
			['720h', 2_592_000],
			['30d', 2_592_000],
			[' 1h30m ', 5400],
			['1.5h', 5400],
			['45', 45],
			['10y', 315_360_000],
			['2w', 1_209_600],
			['1d12h', 129_600],
			['+.5h', 1800],
			['1m1500ms', 61],
			['0.29h', 1044],
			['1.9s', 1],
			['9223372036', 9_223_372_036],
		] as const) {
			assert.equal(parseDuration(text), seconds, text);
		}
		for (const text of ['', '0', '0s', '-1h', '1 h', 'h', '1x', '1h-', '9'.repeat(20), '1..5h'])
			assert.equal(parseDuration(text), undefined, text);
		for (const text of [
			'6M',
			'10Y',
			'1H',
			'30D',
			'45S',
			'1e3',
			'0.9s',
			'1e3s',
			'1mh',
			'.h',
			'9223372037s',
			'1000y',
		])
			assert.equal(parseDuration(text), undefined, text);
	});

	it('are written in the shortest form that is read back', () => {
		for (const [seconds, text] of [
			[2_592_000, '30d'],
			[129_600, '36h'],
			[86_400, '24h'],
			[5400, '90m'],
			[60, '1m'],
			[45, '45s'],
		] as const) {
			assert.equal(formatDuration(seconds), text);
			assert.equal(parseDuration(text), seconds);
		}
	});

	it('are said in the unit that people would choose', () => {
		assert.deepEqual(spokenDuration(157_680_000), { count: 5, unit: 'year' });
		assert.deepEqual(spokenDuration(2_764_800), { count: 32, unit: 'day' });
		assert.deepEqual(spokenDuration(86_400), { count: 24, unit: 'hour' });
		assert.deepEqual(spokenDuration(90 * 60), { count: 90, unit: 'minute' });
		assert.deepEqual(spokenDuration(59), { count: 59, unit: 'second' });
	});
});
