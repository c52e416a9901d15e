import assert from 'node:assert/strict';
import { isPkiError } from '../../../../src/core/common/errors.js';
import {
	coversHost,
	hostOf,
	parseServerName,
	parseServerUrl,
} from '../../../../src/core/snippets/hosts.js';
import type { SubjectAltNameType } from '../../../../src/core/x509/model.js';

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
});
