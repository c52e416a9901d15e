import assert from 'node:assert/strict';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import {
	parseTarget,
	targetAt,
	targetText,
	withoutUser,
} from '../../../../../src/core/tls/probe/target.js';

describe('the target of a probe', () => {
	it('is read from what people write', () => {
		const cases: readonly (readonly [string, string, number, string?])[] = [
			['example.com', 'example.com', 443],
			[' example.com:8443 ', 'example.com', 8443],
			['https://user:secret@example.com/path?q=1:2#f', 'example.com', 443],
			['https://example.com:8200/v1/pki', 'example.com', 8200],
			['https://example.com:443/', 'example.com', 443],
			['http://example.com/', 'example.com', 80],
			['10.0.0.7:6443', '10.0.0.7', 6443],
			['::1', '::1', 443],
			['[::1]:8443', '::1', 8443],
			['bücher.example', 'xn--bcher-kva.example', 443],
			['ldap://dir.test', 'dir.test', 389, 'ldap'],
			['ldaps://dir.test', 'dir.test', 636],
			['smtp://mail.test', 'mail.test', 587, 'smtp'],
			['mail.test:25', 'mail.test', 25, 'smtp'],
			['postgres://me:pw@db.test/app', 'db.test', 5432, 'postgresql'],
			['postgresql://db.test:6000/app', 'db.test', 6000, 'postgresql'],
			['db.test:3306', 'db.test', 3306, 'mysql'],
			['https://db.test:3306', 'db.test', 3306],
			['rediss://cache.test', 'cache.test', 6379],
		];
		for (const [text, host, port, startTls] of cases) {
			const expected = { host, port, ...(startTls !== undefined && { startTls }) };
			assert.deepEqual(parseTarget(text), expected, text);
		}
	});

	it('is refused where nobody can be meant', () => {
		for (const text of [
			'',
			' ',
			'two words',
			'https://',
			'example.com:0',
			'example.com:99999',
			':443',
			'file:///etc/passwd',
			'https:///v1',
			'a b:1',
		]) {
			assert.throws(
				() => parseTarget(text),
				(error: unknown) => isPkiError(error, 'invalid') && error.reason === 'notTarget',
				text,
			);
		}
	});

	it('never shows a password', () => {
		for (const text of ['https://me:pass@word@', 'ldap://me:password@a b.test', 'me:password@:0']) {
			assert.throws(
				() => parseTarget(text),
				(error: unknown) =>
					isPkiError(error, 'invalid') && !/pass|me/.test(error.args['target'] as string),
				text,
			);
		}
		assert.equal(withoutUser('https://me:pw@a.test:1/x'), 'https://a.test:1/x');
		assert.equal(withoutUser('a.test:1'), 'a.test:1');
	});

	it('is found in a line at its place only', () => {
		const line = 'url: "https://api.test:8443/v1", proxy: http://p.test; also db.test:5432.';
		assert.equal(targetAt(line, line.indexOf('api')), 'https://api.test:8443/v1');
		assert.equal(targetAt(line, line.indexOf('p.test')), 'http://p.test');
		assert.equal(targetAt(line, line.indexOf('5432')), 'db.test:5432');
		assert.equal(targetAt(line, line.indexOf('proxy')), undefined);
		assert.equal(targetAt('x'.repeat(1_000_000), 500_000), undefined);
	});

	it('is written as it is read', () => {
		for (const target of [
			{ host: '::1', port: 443 },
			{ host: 'a.test', port: 1 },
		]) {
			assert.deepEqual(parseTarget(targetText(target)), target);
		}
	});
});
