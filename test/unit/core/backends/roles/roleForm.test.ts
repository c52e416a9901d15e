import assert from 'node:assert/strict';
import type { RoleRules } from '../../../../../src/core/backends/contract/backend.js';
import {
	changedRules,
	newRules,
	roleForm,
	type RoleForm,
	splitList,
} from '../../../../../src/core/backends/roles/roleForm.js';
import { stepsOf } from '../../../../../src/core/backends/vault/steps/steps.js';
import { readRules } from '../../../../../src/core/backends/vault/mounts/roles.js';
import { roleAnswers } from '../../../../support/roleAnswers.js';

/** What is sent after a change of the form. */
function sent(rules: RoleRules, change: Partial<RoleForm>) {
	const changed = changedRules(rules, { ...roleForm(rules), ...change });
	const request = { mount: 'pki', role: 'web', rules: changed, exists: true };
	return stepsOf({ kind: 'writeRole', request })[0]?.body;
}

describe('the form of a role', () => {
	for (const [name, answer] of Object.entries(roleAnswers)) {
		const rules = readRules(answer);

		it(`changes nothing that was not changed: ${name}`, () => {
			assert.deepEqual(changedRules(rules, roleForm(rules)), {});
			const spaced = { ...roleForm(rules), domains: ` ${roleForm(rules).domains} ,` };
			assert.deepEqual(changedRules(rules, spaced), {});
		});

		it(`changes one thing alone: ${name}`, () => {
			const { domains, flags } = roleForm(rules);
			const more = domains === '' ? 'new.test' : `${domains}, new.test`;
			assert.deepEqual(sent(rules, { domains: more }), {
				allowed_domains: [...(rules.allowedDomains ?? []), 'new.test'],
			});
			assert.deepEqual(sent(rules, { maxTtl: '77d' }), { max_ttl: '6652800s' });
			const withoutIps = flags.filter((flag) => flag !== 'allowIpSans');
			assert.deepEqual(
				sent(rules, { flags: withoutIps }),
				rules.allowIpSans === true ? { allow_ip_sans: false } : {},
			);
			assert.deepEqual(sent(rules, { key: 'rsa-8192' }), { key_type: 'rsa', key_bits: 8192 });
			assert.deepEqual(sent(rules, { issuer: 'second' }), { issuer_ref: 'second' });
		});
	}

	it('takes "any name" for a choice of its own, never for an empty field', () => {
		const rules = readRules({ ...roleAnswers['nothing set'], allowed_domains: ['a.test'] });
		assert.deepEqual(sent(rules, { domains: '' }), { allowed_domains: [] });
		assert.deepEqual(sent(rules, { names: 'any' }), { allow_any_name: true });
		const any = readRules({ ...roleAnswers['any name beside domains'] });
		assert.equal(roleForm(any).domains, 'a.test, b.test');
		assert.deepEqual(sent(any, { names: 'domains' }), { allow_any_name: false });
	});

	it('shows the key that the role has, and takes the size with the type', () => {
		const key = (name: string) => roleForm(readRules(roleAnswers[name] ?? {})).key;
		assert.deepEqual(['RSA-3072', 'P-521', 'P-224', 'Ed25519', 'any key', 'nothing set'].map(key), [
			'rsa-3072',
			'ec-521',
			'ec-224',
			'ed25519',
			'any',
			'rsa-2048',
		]);
		assert.equal(roleForm({}).key, '');
		const rsa = readRules(roleAnswers['RSA-3072'] ?? {});
		assert.deepEqual(sent(rsa, { key: 'ed25519' }), { key_type: 'ed25519', key_bits: 0 });
		assert.deepEqual(sent(rsa, { key: 'any' }), { key_type: 'any', key_bits: 0 });
	});

	it('takes a lifetime away where its field was emptied, and minds no other spelling', () => {
		const rules = { ttlSeconds: 86_400, maxTtlSeconds: 2_592_000 };
		assert.deepEqual(roleForm(rules).ttl, '24h');
		assert.deepEqual(sent(rules, { ttl: '1d', maxTtl: '720h' }), {});
		assert.deepEqual(sent(rules, { ttl: '' }), { ttl: '0s' });
	});

	it('separates entries by commas, and keeps what has a comma or a space in it', () => {
		assert.deepEqual(splitList('a.test, b.test,,\nJane Doe'), ['a.test', 'b.test', 'Jane Doe']);
		assert.deepEqual(splitList('"a,b", c'), ['a,b', 'c']);
		assert.deepEqual(splitList('"a, b'), ['"a', 'b']);
	});

	it('says all of a new role', () => {
		const begun: RoleRules = { allowSubdomains: true, keyType: 'ec', keyBits: 256 };
		const form = { ...roleForm(begun), domains: 'a.test', uris: 'urn:x' };
		const rules = newRules(begun, form);
		assert.equal(rules.allowAnyName, false);
		assert.deepEqual([rules.allowedDomains, rules.allowedUriSans], [['a.test'], ['urn:x']]);
		assert.deepEqual([rules.allowSubdomains, rules.allowLocalhost], [true, false]);
		assert.deepEqual([rules.keyType, rules.keyBits], ['ec', 256]);
		assert.equal(newRules(begun, { ...form, names: 'any' }).allowAnyName, true);
	});
});
