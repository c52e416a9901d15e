import assert from 'node:assert/strict';
import { isRoleName, parseRules } from '../../../../../src/commands/administer/roles/roleRules.js';
import { rejectsWith } from '../../../../support/rejections.js';

describe('the rules of a role, as a program gives them', () => {
	it('are taken as they are', () => {
		const rules = { allowedDomains: ['a.test'], allowSubdomains: true, ttlSeconds: 0, issuer: 'x' };
		assert.deepEqual(parseRules(rules), rules);
		for (const [keyType, ...sizes] of [
			['rsa', 0, 2048, 3072, 4096, 8192],
			['ec', 0, 224, 256, 384, 521],
			['ed25519', 0, 256],
			['any', 0, 2048],
		] as const) {
			for (const keyBits of sizes)
				assert.deepEqual(parseRules({ keyType, keyBits }), { keyType, keyBits });
		}
		assert.equal(parseRules(undefined), undefined);
		assert.equal(parseRules(null), undefined);
	});

	it('are refused by name when a field is unknown or of another type', async () => {
		for (const [rules, name] of [
			[{ allowedDomains: 'a.test' }, 'rules.allowedDomains'],
			[{ allowIpSans: 'yes' }, 'rules.allowIpSans'],
			[{ ttlSeconds: '30d' }, 'rules.ttlSeconds'],
			[{ ttlSeconds: -1 }, 'rules.ttlSeconds'],
			[{ allowed_domains: [] }, 'rules.allowed_domains'],
			[{ keyType: 'rsa-huge' }, 'rules.keyType'],
			[{ keyType: 'EC' }, 'rules.keyType'],
			[{ keyType: 'rsa', keyBits: 1024 }, 'rules.keyBits'],
			[{ keyType: 'ec', keyBits: 2048 }, 'rules.keyBits'],
			[{ keyBits: 7 }, 'rules.keyBits'],
			[{ constructor: true }, 'rules.constructor'],
			[[], 'rules'],
			['web', 'rules'],
		] as const) {
			const call = Promise.resolve().then(() => parseRules(rules));
			assert.equal((await rejectsWith(call, 'invalid', 'badOption')).args.name, name);
		}
	});

	it('belong to a role whose name the server takes', () => {
		for (const name of ['web', 'a', 'web-1.prod_x', '_x_']) assert.ok(isRoleName(name), name);
		for (const name of ['', '-web', 'web.', 'a b', 'a/b', '../x', 'ü'])
			assert.ok(!isRoleName(name), name);
	});
});
