import assert from 'node:assert/strict';
import type {
	CertificateWishes,
	RoleRules,
} from '../../../../../src/core/backends/contract/backend.js';
import {
	allowedNames,
	checkWishes,
	type RequestNames,
} from '../../../../../src/core/backends/roles/roleCheck.js';

const strict: RoleRules = {
	allowAnyName: false,
	allowedDomains: ['example.com', 'db-*.lab.test'],
	allowBareDomains: false,
	allowSubdomains: true,
	allowGlobDomains: false,
	allowWildcards: true,
	allowLocalhost: false,
	enforceHostnames: true,
	allowIpSans: true,
	allowedUriSans: [],
	requireCommonName: true,
	maxTtlSeconds: 86_400,
};

function codes(rules: RoleRules, wishes: Partial<CertificateWishes>): readonly string[] {
	const all = { mount: 'pki', role: 'web', commonName: 'a.example.com', ...wishes };
	return checkWishes(rules, all).map(({ field, code }) => `${field} ${code}`);
}

function nameCode(name: string, rules: Partial<RoleRules> = {}): string | undefined {
	const all = { ...strict, ...rules };
	return codes(all, { commonName: name })[0]?.replace('commonName ', '');
}

describe('a role and what is asked of it', () => {
	it('lets pass what it allows', () => {
		assert.deepEqual(
			codes(strict, { altNames: ['b.example.com', 'x.Y.example.com'], ipSans: ['::1'] }),
			[],
		);
	});

	it('tells a domain itself from what lies below it', () => {
		assert.equal(nameCode('example.com'), 'bareDomainNotAllowed');
		assert.equal(nameCode('example.com', { allowBareDomains: true }), undefined);
		assert.equal(nameCode('a.example.com', { allowSubdomains: false }), 'subdomainNotAllowed');
		assert.equal(nameCode('EXAMPLE.com', { allowBareDomains: true }), undefined);
		assert.equal(nameCode('a.EXAMPLE.com'), 'nameNotAllowed');
		assert.equal(nameCode('ops@example.com', { allowBareDomains: true }), undefined);
		assert.equal(nameCode('ops@a.EXAMPLE.com', { allowSubdomains: false }), 'nameNotAllowed');
		assert.equal(nameCode('notexample.com'), 'nameNotAllowed');
		assert.equal(nameCode('example.com.evil.test'), 'nameNotAllowed');
		assert.equal(nameCode('ops@a.example.com'), undefined);
		assert.equal(nameCode('ops@other.test'), 'nameNotAllowed');
	});

	it('knows globs only where the role does', () => {
		assert.equal(nameCode('db-1.lab.test'), 'nameNotAllowed');
		assert.equal(nameCode('db-1.lab.test', { allowGlobDomains: true }), undefined);
		assert.equal(nameCode('db-1.x.lab.test', { allowGlobDomains: true }), undefined);
		assert.equal(nameCode('db.lab.test', { allowGlobDomains: true }), 'nameNotAllowed');
		const mail = { allowGlobDomains: true, allowedDomains: ['*@corp.test'] };
		assert.equal(nameCode('ops@corp.test', mail), undefined);
		assert.equal(nameCode('ops@a.corp.test', mail), 'nameNotAllowed');
		assert.equal(nameCode('corp.test', mail), 'nameNotAllowed');
		const wide = { allowGlobDomains: true, allowedDomains: ['*a*a*'] };
		assert.equal(nameCode('xaxa.b', wide), undefined);
		assert.equal(nameCode('xa.b', wide), 'nameNotAllowed');
		assert.equal(
			nameCode('a', { allowGlobDomains: true, allowedDomains: ['a*a'] }),
			'nameNotAllowed',
		);
	});

	it('knows where a wildcard may stand', () => {
		assert.equal(nameCode('*.example.com'), undefined);
		assert.equal(nameCode('*.a.example.com'), undefined);
		assert.equal(nameCode('*.example.com', { allowSubdomains: false }), 'subdomainNotAllowed');
		assert.equal(nameCode('*.example.com', { allowWildcards: false }), 'wildcardNotAllowed');
		for (const name of [
			'a.*.example.com',
			'*.*.example.com',
			'**.example.com',
			'ops@*.example.com',
		])
			assert.equal(nameCode(name), 'notHostname', name);
		for (const name of [
			'f*o.example.com',
			'f*.example.com',
			'*o.example.com',
			'*.bücher.example.com',
		])
			assert.equal(nameCode(name), undefined, name);
		assert.equal(nameCode('*'), 'nameNotAllowed');
		assert.equal(nameCode('*', { allowAnyName: true }), undefined);
	});

	it('knows localhost', () => {
		assert.equal(nameCode('localhost'), 'nameNotAllowed');
		assert.equal(nameCode('localhost', { allowLocalhost: true }), undefined);
		assert.equal(nameCode('a.localhost', { allowLocalhost: true }), undefined);
		for (const name of ['localhost.localdomain', '*.localdomain', 'ops@localhost'])
			assert.equal(nameCode(name, { allowLocalhost: true }), undefined, name);
		const only = { allowLocalhost: true, allowSubdomains: false };
		assert.equal(nameCode('a.localhost', only), 'nameNotAllowed');
		assert.equal(nameCode('*.localhost', only), undefined);
	});

	it('asks for host names where the role does, whatever it allows besides', () => {
		const any = { allowAnyName: true };
		assert.equal(nameCode('Alice Doe', any), 'notHostname');
		assert.equal(nameCode('Alice Doe', { ...any, enforceHostnames: false }), undefined);
		assert.equal(nameCode('a_b.test', any), 'notHostname');
		assert.equal(nameCode('bücher.test', any), undefined);
		assert.equal(nameCode('a@b@c', any), 'notHostname');
	});

	it('checks the common name like the others, and whether there is one', () => {
		assert.deepEqual(codes(strict, { commonName: 'other.test' }), ['commonName nameNotAllowed']);
		assert.deepEqual(codes(strict, { commonName: undefined }), ['commonName commonNameMissing']);
		assert.deepEqual(codes({ ...strict, requireCommonName: false }, { commonName: '' }), []);
	});

	it('checks addresses, URIs and the lifetime', () => {
		assert.deepEqual(codes(strict, { ipSans: ['10.0.0.256'] }), ['ipSans notIp']);
		assert.deepEqual(codes(strict, { ipSans: ['10.0.0.1, 10.0.0.2'] }), []);
		const without = { ...strict, allowIpSans: false };
		assert.deepEqual(codes(without, { ipSans: ['10.0.0.1'] }), ['ipSans ipNotAllowed']);
		assert.deepEqual(codes(strict, { uriSans: ['spiffe://a/b'] }), ['uriSans uriNotAllowed']);
		const uris = { ...strict, allowedUriSans: ['spiffe://a/*', 'urn:x'] };
		assert.deepEqual(codes(uris, { uriSans: ['spiffe://a/b', 'urn:x'] }), []);
		assert.deepEqual(codes(uris, { uriSans: ['spiffe://b/b'] }), ['uriSans uriNotAllowed']);
		assert.deepEqual(codes(strict, { ttlSeconds: 86_400 }), []);
		assert.deepEqual(codes(strict, { ttlSeconds: 86_401 }), ['ttl ttlTooLong']);
	});

	it('knows that a role may leave common names unchecked, or take one kind alone', () => {
		const any = { ...strict, allowAnyName: true };
		const code = (commonName: string, ...commonNameChecks: readonly string[]) =>
			codes({ ...any, commonNameChecks }, { commonName });
		assert.deepEqual(code('Jane Doe', 'disabled'), []);
		assert.deepEqual(code('Jane Doe', 'email', 'hostname'), ['commonName notHostname']);
		assert.deepEqual(code('a.field.test', 'email'), ['commonName commonNameNotEmail']);
		assert.deepEqual(code('alice@field.test', 'email'), []);
		assert.deepEqual(code('alice@field.test', 'hostname'), ['commonName commonNameIsEmail']);
		assert.deepEqual(code('a.field.test', 'hostname'), []);
		assert.deepEqual(code('a.field.test', 'hostname', 'of-tomorrow'), []);
	});

	it('passes over alternative names that a server leaves out of the certificate', () => {
		const altNames = ['Jane Doe', 'a_b.test', 'f*o.test', '*', 'http://x.test/a'];
		assert.deepEqual(codes(strict, { altNames }), []);
		assert.deepEqual(codes(strict, { altNames: ['x.test'] }), ['altNames nameNotAllowed']);
	});

	it('looks at the names that the server takes, the request’s own or those beside it', () => {
		const check = (rules: Partial<RoleRules>, own: RequestNames, beside: RequestNames = {}) =>
			checkWishes({ ...strict, ...rules }, { mount: 'pki', role: 'web', ...beside }, own).map(
				({ field, code }) => `${field} ${code}`,
			);
		const takes = { takesCommonNameFromRequest: true, takesAltNamesFromRequest: true };
		const takesNone = { takesCommonNameFromRequest: false, takesAltNamesFromRequest: false };
		const good = { commonName: 'a.example.com' };
		const bad = { commonName: 'x.test', altNames: ['a_b.example.com'] };
		assert.deepEqual(check(takes, bad, good), [
			'commonName nameNotAllowed',
			'altNames notHostname',
		]);
		assert.deepEqual(check(takesNone, bad, good), []);
		assert.deepEqual(check(takesNone, good, bad), ['commonName nameNotAllowed']);
		assert.deepEqual(check(takes, {}, good), []);
		assert.deepEqual(check(takes, {}, {}), ['commonName commonNameMissing']);
		assert.deepEqual(check({}, bad, good), []);
	});

	it('is certain only where no server and no version can see it otherwise', () => {
		const certainty = (commonName: string, rules: Partial<RoleRules> = {}) =>
			checkWishes({ ...strict, ...rules }, { mount: 'pki', role: 'web', commonName })[0]?.certainty;
		for (const name of ['x.test', 'example.com', '*.x.test', 'ops@x.test'])
			assert.equal(certainty(name), 'certain', name);
		for (const name of ['a.EXAMPLE.com', 'bücher.test', 'Jane Doe', 'a_b.example.com', '*'])
			assert.equal(certainty(name), 'likely', name);
		assert.equal(certainty('x.test', { allowTokenName: true }), undefined);
	});

	it('leaves to the server what it does not know', () => {
		const wishes = {
			altNames: ['x', '*.y', 'localhost'],
			ipSans: ['::1'],
			uriSans: ['urn:x'],
			ttlSeconds: 9e9,
		};
		assert.deepEqual(codes({}, wishes), []);
		const template = { ...strict, allowedDomains: ['{{identity.entity.name}}.test'] };
		assert.deepEqual(codes(template, { commonName: 'bob.test' }), []);
		const field = 'spiffe://field.test/{{identity.entity.name}}/*';
		const uris = { ...strict, allowedUriSans: [field], urisHaveTemplates: true };
		const uriSans = ['spiffe://field.test/alice/web'];
		assert.deepEqual(codes(uris, { uriSans }), []);
		assert.deepEqual(codes({ ...uris, urisHaveTemplates: false }, { uriSans }), [
			'uriSans uriNotAllowed',
		]);
	});

	it('says which names it would have allowed', () => {
		const [violation] = checkWishes(strict, { mount: 'pki', role: 'web', commonName: 'x.test' });
		assert.deepEqual(violation?.args, { name: 'x.test', allowed: '*.example.com' });
		assert.deepEqual(
			allowedNames({
				...strict,
				allowBareDomains: true,
				allowGlobDomains: true,
				allowLocalhost: true,
			}),
			['*.example.com', 'example.com', 'db-*.lab.test', 'localhost'],
		);
		assert.deepEqual(allowedNames({ allowAnyName: true, allowedDomains: ['a.test'] }), []);
	});
});
