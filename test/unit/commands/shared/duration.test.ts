import assert from 'node:assert/strict';
import { formatDuration, parseDuration } from '../../../../src/commands/shared/duration.js';
import { keyKindsFor, parseKeyKind } from '../../../../src/commands/shared/keyKinds.js';

describe('durations', () => {
	it('reads the forms that Vault takes, weeks and years as well', () => {
		const cases: readonly (readonly [string, number | undefined])[] = [
			['720h', 2_592_000],
			['30d', 2_592_000],
			['1h30m', 5400],
			['3600', 3600],
			['1.5h', 5400],
			['2w', 1_209_600],
			['1y', 31_536_000],
			[' 5M ', 300],
			['', undefined],
			['0', undefined],
			['0h', undefined],
			['-1h', undefined],
			['forever', undefined],
			['1h 30', undefined],
			['9'.repeat(30), undefined],
		];
		for (const [text, seconds] of cases) assert.equal(parseDuration(text), seconds, text);
	});

	it('writes what it reads back', () => {
		const cases: readonly (readonly [number, string])[] = [
			[2_592_000, '30d'],
			[86_400, '24h'],
			[129_600, '36h'],
			[5400, '90m'],
			[60, '1m'],
			[45, '45s'],
		];
		for (const [seconds, text] of cases) {
			assert.equal(formatDuration(seconds), text);
			assert.equal(parseDuration(text), seconds);
		}
	});
});

describe('key kinds', () => {
	it('knows the usual names', () => {
		const cases: readonly (readonly [string, string | undefined])[] = [
			['P-256', 'P-256'],
			['p256', 'P-256'],
			['EC P-384', 'P-384'],
			['prime256v1', 'P-256'],
			['rsa', 'RSA-2048'],
			['RSA 4096', 'RSA-4096'],
			['ed25519', 'Ed25519'],
			['constructor', undefined],
			['dsa', undefined],
		];
		for (const [text, kind] of cases) assert.equal(parseKeyKind(text), kind, text);
	});

	it('offers what a role accepts in a request', () => {
		assert.deepEqual(keyKindsFor({ keyType: 'ec', keyBits: 256 }), ['P-256', 'P-384']);
		assert.deepEqual(keyKindsFor({ keyType: 'ec' }), ['P-256', 'P-384']);
		assert.deepEqual(keyKindsFor({ keyType: 'ec', keyBits: 521 }), []);
		assert.deepEqual(keyKindsFor({ keyType: 'rsa', keyBits: 3072 }), ['RSA-4096']);
		assert.deepEqual(keyKindsFor({ keyType: 'rsa', keyBits: 2048 }), ['RSA-2048', 'RSA-4096']);
		assert.deepEqual(keyKindsFor({ keyType: 'ed25519' }), ['Ed25519']);
		assert.equal(keyKindsFor({ keyType: 'any' }).length, 5);
		assert.equal(keyKindsFor({}).length, 5);
	});
});
