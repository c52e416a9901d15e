import assert from 'node:assert/strict';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import {
	coversHost,
	hostFault,
	hostOf,
	isHostName,
	isHostWithin,
	isWithin,
	parseServerName,
	parseServerUrl,
} from '../../../../../src/core/x509/names/hosts.js';
import type { SubjectAltNameType } from '../../../../../src/core/x509/model.js';

describe('hosts', () => {
	for (const [text, url, host] of [
		['https://vault.test:8200', 'https://vault.test:8200', 'vault.test'],
		['vault.test:8200', 'https://vault.test:8200', 'vault.test'],
		[' https://Vault.Test/x ', 'https://Vault.Test/x', 'vault.test'],
		['https://[::1]:8443', 'https://[::1]:8443', '::1'],
		['https://bücher.test', 'https://bücher.test', 'xn--bcher-kva.test'],
	] as const) {
		it(`reads ${text}`, () => {
			assert.equal(parseServerUrl(text), url);
			assert.equal(hostOf(url), host);
		});
	}

	for (const [text, reason] of [
		['http://vault.test', 'notHttps'],
		['https://', 'notUrl'],
		['', 'notUrl'],
		['https://user:secret@vault.test', 'urlCredentials'],
	] as const) {
		it(`refuses "${text}"`, () => {
			assert.throws(
				() => parseServerUrl(text),
				(error) => isPkiError(error, 'invalid') && error.reason === reason,
			);
		});
	}

	it('reads server names as DNS has them, and takes no address for one', () => {
		assert.equal(parseServerName('Vault.Test.'), 'vault.test');
		assert.equal(parseServerName('bücher.test'), 'xn--bcher-kva.test');
		for (const bad of ['127.0.0.1', '::1', '', 'a b', "x', rejectUnauthorized: false, y: '"]) {
			assert.throws(() => parseServerName(bad), { reason: 'notServerName' });
		}
	});

	const cases: readonly [SubjectAltNameType, string, string, boolean][] = [
		['dns', 'api.test', 'API.test', true],
		['dns', '*.api.test', 'a.api.test', true],
		['dns', '*.api.test', 'api.test', false],
		['dns', '*.api.test', 'a.b.api.test', false],
		['dns', '*.test', 'api.test', false],
		['dns', 'api.test.', 'api.test', true],
		['dns', '127.0.0.1', '127.0.0.1', false],
		['ip', '127.0.0.1', '127.0.0.1', true],
		['ip', '0:0:0:0:0:0:0:1', '::1', true],
		['ip', '10.0.0.1', '10.0.0.2', false],
		['uri', 'https://api.test', 'api.test', false],
	];
	for (const [type, value, host, expected] of cases) {
		it(`${type}:${value} ${expected ? 'covers' : 'does not cover'} ${host}`, () => {
			assert.equal(coversHost([{ type, value }], host), expected);
		});
	}

	const faults: readonly [
		string,
		readonly string[],
		string | undefined,
		string,
		string | undefined,
	][] = [
		['a SAN', ['api.test'], undefined, 'api.test', undefined],
		['another SAN', ['api.test'], 'web.test', 'web.test', 'name-other'],
		['a common name', [], 'api.test', 'api.test', 'name-common-name'],
		['a wildcard as common name', [], '*.lab.test', 'api.lab.test', 'name-common-name'],
		['another common name', [], 'web.test', 'api.test', 'name-other'],
		['a part of a label', ['a*i.lab.test'], undefined, 'api.lab.test', 'name-wildcard-partial'],
		['a top-level name', ['*.test'], undefined, 'api.test', 'name-wildcard-top-level'],
		['an address as DNS name', ['127.0.0.1'], undefined, '127.0.0.1', 'name-address-as-dns'],
		['an address as common name', [], '127.0.0.1', '127.0.0.1', 'name-address-as-common-name'],
		['no address', ['api.test'], undefined, '127.0.0.1', 'name-address-other'],
	];
	for (const [title, dns, commonName, host, expected] of faults) {
		it(`finds ${expected ?? 'nothing'} for ${host} by ${title}`, () => {
			const subjectAltNames = dns.map((value) => ({ type: 'dns' as const, value }));
			assert.equal(hostFault({ subjectAltNames, commonName }, host), expected);
		});
	}

	for (const [constraint, host, expected] of [
		['corp.test', 'corp.test', true],
		['corp.test', 'api.corp.test', true],
		['corp.test', 'notcorp.test', false],
		['.corp.test', 'api.corp.test', true],
		['.corp.test', 'corp.test', false],
		['', 'anything.test', true],
	] as const) {
		it(`${host} is ${expected ? '' : 'not '}within "${constraint}"`, () => {
			assert.equal(isWithin(host, constraint), expected);
		});
	}

	it('takes the dot at the end of a name in a certificate for a part of it, as OpenSSL does', () => {
		assert.equal(isWithin('api.corp.test.', 'corp.test'), true);
		assert.equal(isHostWithin('api.corp.test.', 'corp.test'), false);
		assert.equal(isHostWithin('API.corp.test', '.CORP.test'), true);
	});

	it('tells host names from names of CAs', () => {
		for (const name of ['localhost', 'api.test', '*.api.test', '10.0.0.1']) {
			assert.equal(isHostName(name), true, name);
		}
		for (const name of ['Example Root CA', 'root', '', '*']) {
			assert.equal(isHostName(name), false, name);
		}
	});
});
