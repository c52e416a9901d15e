import assert from 'node:assert/strict';
import { changeWords } from '../../src/commands/administer/roles/roleFlags.js';
import { expectedRefusal, requireAllowed } from '../../src/commands/issue/forms/roleTarget.js';
import type { RoleRules } from '../../src/core/backends/contract/backend.js';
import { PkiError } from '../../src/core/common/errors.js';
import { describeError } from '../../src/ui/words/errors/errors.js';
import { durationWords, roleLines, roleSummaryWords } from '../../src/ui/words/roleWords.js';

const web: RoleRules = {
	allowAnyName: false,
	allowedDomains: ['api.test', 'lab.test'],
	allowSubdomains: true,
	allowBareDomains: true,
	allowGlobDomains: false,
	allowIpSans: false,
	allowedUriSans: [],
	serverAuth: true,
	clientAuth: true,
	keyType: 'rsa',
	keyBits: 4096,
	ttlSeconds: 30 * 86_400,
	maxTtlSeconds: 365 * 86_400,
	issuer: 'default',
	storesCertificates: false,
};

describe('What a role allows, in words', () => {
	it('fits into a row', () => {
		assert.equal(
			roleSummaryWords(web),
			'*.api.test, api.test and 2 more · server and client · up to 1 year',
		);
		assert.equal(roleSummaryWords({ allowAnyName: true, clientAuth: true }), 'any name · client');
		assert.equal(roleSummaryWords({ allowedDomains: [] }), 'no names');
		assert.equal(roleSummaryWords({}), '');
	});

	it('says all of it, a fact a line, and nothing that is not known', () => {
		assert.deepEqual(roleLines(web), [
			'Names: *.api.test, api.test, *.lab.test, lab.test',
			'IP addresses: none',
			'URIs: none',
			'For: server and client',
			'Key: RSA 4096',
			'Default lifetime: 30 days',
			'Maximum lifetime: 1 year',
			'Certificates are not stored: they are not listed, and are revoked by their file',
		]);
		assert.deepEqual(roleLines({}), []);
	});

	it('says what common names may be, where that is not the usual', () => {
		const words = (...commonNameChecks: readonly string[]) => roleLines({ commonNameChecks });
		assert.deepEqual(words('disabled'), ['Common name: any text']);
		assert.deepEqual(words('email'), ['Common name: email addresses only']);
		assert.deepEqual(words('email', 'hostname'), []);
	});

	it('says of a change what is changed, and nothing else', () => {
		assert.equal(changeWords({}), '');
		const issuer = { id: 'ca_2', name: 'second', isDefault: false, hasKey: true };
		assert.equal(
			changeWords({ issuer: 'ca_2' }, [{ ...issuer, subject: 'CN=Second' }]),
			'Issuer: Second',
		);
		assert.equal(changeWords({ issuer: 'ca_3' }, [issuer]), 'Issuer: ca_3');
		assert.equal(
			changeWords({
				allowAnyName: true,
				allowedUriSans: [],
				allowIpSans: false,
				requireCommonName: true,
			}),
			'Any name · URIs: none · IP addresses: no · A common name is required: yes',
		);
		assert.equal(
			changeWords({ allowedDomains: ['a.test'], keyType: 'rsa', keyBits: 3072, ttlSeconds: 0 }),
			'Domains: a.test · Key: RSA 3072 · Default lifetime: same as the mount',
		);
		assert.equal(changeWords({ keyType: 'any', keyBits: 0 }), 'Key: any, from the request');
	});

	it('keeps names of a role from making links', () => {
		const [line = ''] = roleLines({ allowedDomains: ['[x](command:y)'], allowBareDomains: true });
		assert.ok(!line.includes(']('), line);
	});

	it('counts in the unit that people would choose', () => {
		assert.deepEqual([90, 5400, 86_400 * 32].map(durationWords), [
			'90 seconds',
			'90 minutes',
			'32 days',
		]);
	});
});

describe('What a role is expected to refuse, in words', () => {
	const wishes = { mount: 'pki', role: 'web' };

	it('is said each once, and nothing of a lifetime, which is only cut', () => {
		const asked = { ...wishes, commonName: 'x.test', altNames: ['x.test'], ttlSeconds: 1e9 };
		assert.equal(
			expectedRefusal(web, asked),
			'“x.test” is not allowed by role “web”: allowed are *.api.test, api.test, *.lab.test, lab.test.',
		);
		assert.equal(
			expectedRefusal(web, { ...wishes, commonName: 'a.api.test', ttlSeconds: 1e9 }),
			undefined,
		);
		const mail = { allowAnyName: true, commonNameChecks: ['email'] };
		assert.equal(
			expectedRefusal(mail, { ...wishes, commonName: 'a.test' }),
			'“a.test”: role “web” allows only an email address as common name.',
		);
	});

	it('stops a program only where the refusal is certain', () => {
		const likely = { ...wishes, commonName: 'a.API.test' };
		assert.match(expectedRefusal(web, likely) ?? '', /not allowed by role/);
		requireAllowed(web, likely);
		assert.throws(() => requireAllowed(web, { ...wishes, commonName: 'x.test' }), {
			code: 'invalid',
			reason: 'nameNotAllowed',
		});
	});
});

describe('Reasons of an error, in words', () => {
	const said = (...args: ConstructorParameters<typeof PkiError>) =>
		describeError(new PkiError(...args)).message;

	it('name what was given and what would be right', () => {
		assert.match(
			said('invalid', { reason: 'dnsName', args: { name: 'a b' } }),
			/“a b” is not a valid host name/,
		);
		const subject = { subject: 'C=Germany', fault: 'country' };
		assert.match(said('invalid', { reason: 'subject', args: subject }), /two letters/);
		const key = { keyType: 'rsa', curve: '', keyBits: 1024 };
		assert.match(said('invalid', { reason: 'requestKey', args: key }), /not supported: rsa 1024\./);
		assert.match(
			said('notFound', { reason: 'noRole', args: { mount: 'pki', role: 'x' } }),
			/“x” does not exist in pki/,
		);
		assert.match(
			said('notFound', { reason: 'noRootYet', args: { ca: 'Local CA' } }),
			/no root yet/,
		);
	});

	it('still have the words of their code where they have none of their own', () => {
		assert.match(
			said('invalid', { reason: 'something', args: { name: 'x' } }),
			/something, name x/,
		);
		assert.match(said('keyLost', { reason: 'missing' }), /missing from the secret storage/);
	});
});
