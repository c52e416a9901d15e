import assert from 'node:assert/strict';
import {
	keyKindsFor,
	parseKeyKind,
	requireKeyAllowed,
	requireKindAllowed,
} from '../../../../src/commands/input/keyKinds.js';

const rsa2048 = { keyType: 'rsa', keyBits: 2048 };

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

	it('refuses a key that a role would refuse in a request', () => {
		const ec = { keyType: 'ec', keyBits: 384 };
		const refuses = (check: () => void) =>
			assert.throws(check, { code: 'invalid', reason: 'keyNotAllowed' });
		refuses(() => requireKindAllowed(ec, 'web', 'RSA-2048'));
		refuses(() => requireKindAllowed(ec, 'web', 'P-256'));
		refuses(() => requireKeyAllowed(ec, 'web', { keyType: 'rsa', keyBits: 4096 }));
		refuses(() => requireKeyAllowed(ec, 'web', { keyType: 'ec', curve: 'P-256' }));
		refuses(() => requireKeyAllowed({ keyType: 'rsa', keyBits: 3072 }, 'web', rsa2048));
	});

	it('lets pass what a role takes, and what only the server can judge', () => {
		const ec = { keyType: 'ec', keyBits: 256 };
		for (const rules of [ec, {}, { keyType: 'any', keyBits: 0 }]) {
			requireKindAllowed(rules, 'web', 'P-384');
			requireKeyAllowed(rules, 'web', { keyType: 'ec', curve: 'P-521' });
			requireKeyAllowed(rules, 'web', { keyType: 'ec', curve: 'brainpoolP256r1' });
			requireKeyAllowed(rules, 'web', { keyType: 'ml-dsa-65' });
		}
		requireKeyAllowed({ keyType: 'ed25519', keyBits: 0 }, 'web', { keyType: 'ed25519' });
		requireKeyAllowed({}, 'web', rsa2048);
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
