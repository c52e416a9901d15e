import assert from 'node:assert/strict';
import { keyKindsFor, parseKeyKind } from '../../../../src/commands/shared/keyKinds.js';

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
