import assert from 'node:assert/strict';
import { isRoleName, parseRules } from '../../../../src/commands/shared/roleRules.js';
import { rejectsWith } from '../../../support/rejections.js';

describe('the rules of a role, as a program gives them', () => {
	it('are taken as they are', () => {
		const rules = { allowedDomains: ['a.test'], allowSubdomains: true, ttlSeconds: 0, issuer: 'x' };
		assert.deepEqual(parseRules(rules), rules);
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
