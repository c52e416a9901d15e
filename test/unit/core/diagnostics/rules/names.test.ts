import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import { toPem } from '../../../../../src/core/find/pem.js';
import { makeCertificate, makeRoot, type Wish } from '../../../../matrix/material.js';
import {
	certificate,
	commonName,
	dns,
	oid,
	request,
	sequence,
	set,
	subjectAltName,
} from '../../../../support/der.js';
import { derOf } from '../../../../support/certificates.js';
import { findersFor } from '../../../../support/findings.js';

const { findingsIn, saidOf } = findersFor(
	'server-names',
	'dns-names',
	'deceptive-names',
	'structure',
);

const root = makeRoot('Root');
const server = (wish: Partial<Wish>) =>
	makeCertificate({ name: 'Web', issuer: root, ca: false, usages: ['serverAuth'], ...wish }).pem;
const both: Wish['usages'] = ['serverAuth', 'clientAuth'];
const named = (...names: string[]) => server({ dns: names });

describe('the names of a server certificate', () => {
	for (const [what, pem, expected] of [
		['one with its host as SAN', named('api.test'), []],
		['one with an address only', server({ ips: ['10.0.0.1'] }), []],
		['a host in the common name only', server({ name: 'api.test' }), ['noSubjectAltName warning']],
		[
			'the same of an old internal one, version 1',
			server({ name: 'api.test', version: 1 }),
			['noSubjectAltName warning'],
		],
		[
			'the same for clients too',
			server({ name: 'api.test', usages: both }),
			['noSubjectAltName warning'],
		],
		[
			'an address in the common name only',
			server({ name: '10.0.0.1' }),
			['noSubjectAltName error'],
		],
		['no host at all', server({}), ['noSubjectAltName error']],
		['the same for clients too', server({ usages: both }), ['noSubjectAltName information']],
		['a client’s', server({ name: 'api.test', usages: ['clientAuth'] }), []],
		['a person’s, which does not say what it is for', server({ usages: undefined }), []],
		['a CA’s', makeRoot('ca.test').pem, []],
		[
			'a host beside other hosts',
			server({ name: 'a.test', dns: ['b.test'] }),
			['commonNameNotInSan warning'],
		],
		[
			'a host beside an address',
			server({ name: 'a.test', ips: ['10.0.0.1'] }),
			['commonNameNotInSan warning'],
		],
		['a host below a wildcard', server({ name: 'a.lab.test', dns: ['*.lab.test'] }), []],
		['a host in other letters', server({ name: 'A.test', dns: ['a.test'] }), []],
		['a name of a person beside hosts', server({ name: 'Web Team', dns: ['b.test'] }), []],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			assert.deepEqual(await saidOf(pem), expected);
		});
	}

	it('are silent where the SANs cannot be read', async () => {
		const broken = toPem(
			'CERTIFICATE',
			derOf({ extensions: [subjectAltName(Buffer.of(0x82, 9))] }),
		);
		assert.deepEqual(await saidOf(broken), ['unreadableExtension warning']);
	});

	it('are not missed where the file is called a client’s', async () => {
		const pem = server({ name: 'api.test', usages: both });
		assert.deepEqual(await saidOf(pem, { path: '/tls/client.crt' }), []);
		assert.deepEqual(await saidOf(pem, { path: '/tls/api.crt' }), ['noSubjectAltName warning']);
	});

	it('are missed more where the file is called a server’s', async () => {
		const pem = server({ name: 'Someone', usages: undefined });
		assert.deepEqual(await saidOf(pem, { path: '/tls/web.pem' }), []);
		assert.deepEqual(await saidOf(pem, { path: '/tls/server.pem' }), ['noSubjectAltName warning']);
	});

	it('name what is missing', async () => {
		const [finding] = await findingsIn(server({ name: 'a.test', dns: ['b.test'] }));
		assert.deepEqual(finding?.args, { name: 'a.test' });
	});
});

describe('DNS names', () => {
	for (const [what, names, expected] of [
		['a wildcard', ['*.lab.test'], []],
		['an underscore', ['a_b.lab.test'], []],
		['a punycode name', ['xn--bcher-kva.test'], []],
		['a name of one label', ['localhost'], []],
		['a wildcard below a top-level name', ['*.test'], ['wildcardMisuse error']],
		['the same beside a plain name', ['api.test', '*.test'], ['wildcardMisuse warning']],
		['a wildcard as part of a label', ['a*.lab.test'], ['wildcardMisuse warning']],
		['a wildcard inside', ['api.*.test'], ['wildcardMisuse error']],
		['two wildcards', ['*.*.test'], ['wildcardMisuse error']],
		['nothing but a wildcard', ['*'], ['wildcardMisuse error']],
		['an address', ['10.0.0.1'], ['ipAddressAsDnsName error']],
		['an address beside a name', ['a.test', 'fd00::1'], ['ipAddressAsDnsName warning']],
		['an empty name', [''], ['invalidDnsName error']],
		['a URL beside a name', ['a.test', 'https://a.test'], ['invalidDnsName warning']],
		['a name with a port', ['a.test:443'], ['invalidDnsName error']],
		['a blank', ['a b.test'], ['invalidDnsName error']],
		['an email address', ['me@a.test'], ['invalidDnsName error']],
		['an empty label', ['a..test'], ['invalidDnsName error']],
		['a label of 64', [`${'a'.repeat(64)}.test`], ['invalidDnsName error']],
		['a label of 63', [`${'a'.repeat(63)}.test`], []],
		['a name of 254', [`${'a'.repeat(49)}.`.repeat(5) + 'test'], ['invalidDnsName error']],
		['a name of 253', [`${'a'.repeat(49)}.`.repeat(5) + 'tes'], []],
		['a dot at the end', ['a.test.'], ['invalidDnsName warning']],
		['a hyphen in front', ['-a.test'], ['invalidDnsName information']],
		['letters outside ASCII', ['bücher.test'], ['invalidDnsName warning']],
		[
			'five URLs, which are one fault',
			'abcde'.split('').map((a) => `https://${a}`),
			['invalidDnsName error'],
		],
		['a zero byte', ['a.test\0.evil.test'], ['hiddenCharactersInName warning']],
		['a Cyrillic letter, encoded', ['xn--pypal-4ve.test'], ['mixedScriptsInName warning']],
		['one script that is not Latin', ['xn--e1afmkfd.test'], []],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			assert.deepEqual(await saidOf(named(...names)), expected);
		});
	}

	it('are not compared with clients where they are a client’s', async () => {
		assert.deepEqual(await saidOf(server({ dns: ['*'], usages: ['clientAuth'] })), []);
	});

	it('may be an address beside that address, for old programs', async () => {
		const pem = server({ dns: ['10.0.0.1'], ips: ['10.0.0.1'] });
		assert.deepEqual(await saidOf(pem), []);
	});

	it('of a request are warned of before they are signed', async () => {
		const ofName = (name: string) => {
			const extensions = sequence(subjectAltName(dns(name)));
			const attribute = sequence(oid('1.2.840.113549.1.9.14'), set(extensions));
			return toPem('CERTIFICATE REQUEST', request({ attributes: [attribute] }));
		};
		assert.deepEqual(await saidOf(ofName('https://a.test')), ['invalidDnsName warning']);
		assert.deepEqual(await saidOf(ofName('a.test')), []);
	});

	it('are errors only where this Node refuses the host that is meant', async () => {
		for (const [name, host] of [
			['*.test', 'api.test'],
			['api.*.test', 'api.lab.test'],
			['*', 'localhost'],
			['a*.lab.test', 'api.lab.test'],
			['*.lab.test', 'api.lab.test'],
			['a.test.', 'a.test'],
			['-a.test', '-a.test'],
		] as const) {
			const pem = named(name);
			const cert = new X509Certificate(pem).toLegacyObject();
			const refused = checkServerIdentity(host, cert) !== undefined;
			const severities = (await findingsIn(pem)).map(({ severity }) => severity);
			assert.equal(severities.includes('error'), refused, name);
		}
	});
});

describe('deceptive names', () => {
	const subject = (name: string) =>
		toPem('CERTIFICATE', derOf({ name: 'Someone', subject: commonName(name) }));
	for (const [what, pem, expected] of [
		['a mark that turns the text around', subject('Bank\u202e'), ['hiddenCharactersInName']],
		['a zero-width space', subject('a\u200bb'), ['hiddenCharactersInName']],
		['an accent', subject('Zoë'), []],
		['a name in two scripts, word by word', subject('Банк Bank'), []],
		['a host in two scripts', subject('b\u0430nk.test'), ['mixedScriptsInName']],
		['a backslash and digits, which hide nothing', subject('a\\41'), []],
		[
			'a hidden character in a SAN',
			toPem('CERTIFICATE', certificate({ extensions: [subjectAltName(dns('a\u00ad.test'))] })),
			['hiddenCharactersInName'],
		],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			const found = (await findingsIn(pem)).map(({ code }) => code);
			assert.deepEqual(
				found.filter((code) => code.endsWith('InName')),
				expected,
			);
		});
	}

	it('say which character', async () => {
		const [finding] = await findingsIn(subject('Bank\u202e'));
		assert.equal(finding?.args?.['character'], 'U+202E');
	});
});
