import assert from 'node:assert/strict';
import { isPkiError } from '../../../../src/core/common/errors.js';
import {
	parseAuthority,
	parseHost,
	parseTarget,
	sniOf,
	targetAt,
	targetText,
	withoutUser,
} from '../../../../src/core/tls/target.js';

describe('core/tls/target', () => {
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
			['imap://mail.test', 'mail.test', 143],
			['HTTPS://EXAMPLE.com:8443', 'example.com', 8443],
			['example.com.', 'example.com.', 443],
			['example.com.:8443', 'example.com.', 8443],
			['https://BÜCHER.example.:1/', 'xn--bcher-kva.example.', 1],
			['example。com', 'example.com', 443],
			['127.1:443', '127.0.0.1', 443],
			['0:0:0::1', '::1', 443],
			['[2001:DB8::7]', '2001:db8::7', 443],
			['https://[2001:db8::7]:8200/v1', '2001:db8::7', 8200],
			['fe80::1%eth0', 'fe80::1%eth0', 443],
			['[fe80::1%25eth0]:8443', 'fe80::1%eth0', 8443],
			['me:pw@example.com:8443', 'example.com', 8443],
			['ldaps://me@dir@dir.test', 'dir.test', 636],
			['my_host:65535', 'my_host', 65535],
			['https://example.com\\path', 'example.com', 443],
			// Marks that come along when text is copied.
			['\u200eexample.com:8443\u200b', 'example.com', 8443],
			['\ufeffhttps://exa\u00admple.com', 'example.com', 443],
			['exam\u200dple.com\u2060:1', 'example.com', 1],
			// A joiner that is part of the name.
			['نامه\u200cای.com', 'xn--mgba3gch31f060k.com', 443],
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
			'example.com:65536',
			'example.com:-1',
			'example.com:8443:1',
			'example.com:http',
			'a..test',
			'.test',
			'.',
			'999.1.1.1',
			'[::1',
			'::1]',
			'[::1]8443',
			'[10.0.0.7]:1',
			'[fe80::1%]:1',
			'exam<ple.com',
			'example.com:\u0661',
			`${'x'.repeat(100_000)}:0`,
		]) {
			assert.throws(
				() => parseTarget(text),
				(error: unknown) => isPkiError(error, 'invalid') && error.reason === 'notTarget',
				text,
			);
		}
	});

	it('is read strictly where a proxy is asked for it', () => {
		assert.deepEqual(parseAuthority('bücher.example:443'), {
			...{ host: 'xn--bcher-kva.example', port: 443 },
		});
		assert.deepEqual(parseAuthority('[::1]:8443'), { host: '::1', port: 8443 });
		assert.deepEqual(parseAuthority('a.test.:1'), { host: 'a.test.', port: 1 });
		for (const text of [
			'a.test',
			'a.test:',
			'https://a.test:1',
			'me@a.test:1',
			'a.test:1/',
			'::1:1',
		]) {
			assert.equal(parseAuthority(text), undefined, text);
		}
	});

	it('may be a host alone', () => {
		assert.equal(parseHost('[::1]'), '::1');
		assert.equal(parseHost('fe80::1%eth0'), 'fe80::1%eth0');
		assert.equal(parseHost('BÜCHER.example.'), 'xn--bcher-kva.example.');
		for (const text of ['', 'a.test:1', 'https://a.test', 'a.test/', 'me@a.test', 'a b']) {
			assert.equal(parseHost(text), undefined, text);
		}
	});

	it('is named to the server without the dot at its end, and only where it is a name', () => {
		assert.equal(sniOf('example.com.'), 'example.com');
		assert.equal(sniOf('example.com'), 'example.com');
		for (const address of ['10.0.0.7', '::1', 'fe80::1%eth0']) assert.equal(sniOf(address), '');
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
			{ host: 'fe80::1%eth0', port: 8443 },
		]) {
			assert.deepEqual(parseTarget(targetText(target)), target);
		}
	});
});
