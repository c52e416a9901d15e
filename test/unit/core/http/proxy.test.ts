import * as assert from 'node:assert/strict';
import { chooseProxy, type ProxySettings } from '../../../../src/core/http/proxy.js';
import { PkiError } from '../../../../src/core/common/errors.js';

type Variables = Readonly<Record<string, string>>;

function choose(address: string, settings: ProxySettings, variables: Variables = {}): string {
	const choice = chooseProxy(new URL(address), settings, (name) => variables[name]);
	if (choice === undefined || choice === 'direct') return choice ?? 'none';
	return `${choice.url.protocol}//${choice.url.host} of ${choice.source}`;
}

const vault = 'https://vault.corp.test:8200';
const set = { proxy: 'http://proxy.test:3128' };
const fromSetting = 'http://proxy.test:3128 of http.proxy';

describe('core/common/proxy', () => {
	const cases: [string, string, ProxySettings, Variables, string][] = [
		['nothing is set', vault, {}, {}, 'none'],
		['the setting', vault, set, {}, fromSetting],
		['the setting goes before the variable', vault, set, { HTTPS_PROXY: 'http://x' }, fromSetting],
		['support is off', vault, { ...set, support: 'off' }, { HTTPS_PROXY: 'http://x' }, 'direct'],
		['support is on', vault, { ...set, support: 'on' }, {}, fromSetting],
		[
			'lower case',
			vault,
			{},
			{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
			'http://a:1 of https_proxy',
		],
		['upper case', vault, {}, { HTTPS_PROXY: 'https://b:1' }, 'https://b:1 of HTTPS_PROXY'],
		[
			'the other scheme’s, as VS Code',
			vault,
			{},
			{ HTTP_PROXY: 'http://b:1' },
			'http://b:1 of HTTP_PROXY',
		],
		[
			'plain HTTP',
			'http://v.test',
			{},
			{ HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
			'http://a:1 of HTTP_PROXY',
		],
		[
			'no scheme, as for curl',
			vault,
			{},
			{ HTTPS_PROXY: 'proxy.test:3128' },
			'http://proxy.test:3128 of HTTPS_PROXY',
		],
		['SOCKS', vault, { proxy: 'socks5://s:1' }, {}, 'socks5://s:1 of http.proxy'],
		['this machine', 'https://localhost:8200', set, {}, 'direct'],
		['this machine by address', 'https://127.0.0.1:8200', set, {}, 'direct'],
		['this machine by IPv6', 'https://[::1]:8200', set, {}, 'direct'],
		['another loopback address', 'https://127.0.0.2:8200', set, {}, fromSetting],
	];
	for (const [title, address, settings, variables, expected] of cases) {
		it(title, () => assert.equal(choose(address, settings, variables), expected));
	}

	const exceptions: [string, string, boolean][] = [
		[vault, 'vault.corp.test', true],
		[vault, 'VAULT.corp.test', true],
		[vault, 'corp.test', true],
		[vault, '.corp.test', true],
		[vault, '*.corp.test', true],
		[vault, 'orp.test', false],
		[vault, 'vault.corp.test:8200', true],
		[vault, 'vault.corp.test:443', false],
		['https://vault.corp.test', 'corp.test:443', true],
		[vault, '*', true],
		[vault, '', false],
		['https://10.1.2.3', '10.1.2.3', true],
		['https://10.1.2.3', '10.0.0.0/8', true],
		['https://11.1.2.3', '10.0.0.0/8', false],
		['https://10.1.2.3', '2.3', false],
		['https://10.1.2.3', '10.0.0.0/99', false],
		['https://[fd00::7]:8200', 'fd00::7', true],
		['https://[fd00::7]:8200', '[fd00::7]:8200', true],
		['https://[fd00::7]', 'fd00::/8', true],
		['https://[fd00::7]', '10.0.0.0/8', false],
	];
	for (const [address, exception, isExcepted] of exceptions) {
		it(`noProxy “${exception}” ${isExcepted ? 'holds' : 'does not hold'} for ${address}`, () => {
			const expected = isExcepted ? 'direct' : fromSetting;
			assert.equal(choose(address, { ...set, noProxy: ['a.test', exception] }), expected);
			const all = { NO_PROXY: `a.test, ${exception}` };
			assert.equal(choose(address, set, all), expected);
		});
	}

	it('takes the exceptions of the settings instead of those of the environment', () => {
		const settings = { ...set, noProxy: ['other.test'] };
		assert.equal(choose(vault, settings, { NO_PROXY: 'vault.corp.test' }), fromSetting);
	});

	it('keeps user name and password out of the address', () => {
		const settings = { proxy: 'http://me%40corp:p%3Aw%zz@proxy.test', strictSsl: false };
		const proxy = chooseProxy(new URL(vault), settings, () => undefined);
		assert.ok(typeof proxy === 'object');
		assert.equal(proxy.url.href, 'http://proxy.test/');
		assert.deepEqual(proxy.credentials, { user: 'me@corp', password: 'p%3Aw%zz' });
		assert.equal(proxy.verify, false);
	});

	it('refuses what is no proxy without repeating it: it may hold a password', () => {
		for (const proxy of ['ftp://me:secret@x', 'http://', 'http://me:secret@:1', 'me:secret@a b']) {
			assert.throws(
				() => choose(vault, { proxy }),
				(error) =>
					error instanceof PkiError &&
					error.reason === 'badProxy' &&
					error.args.source === 'http.proxy' &&
					!JSON.stringify([error.message, error.args, error.cause]).includes('secret'),
			);
		}
	});
});
