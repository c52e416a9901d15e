import * as assert from 'node:assert/strict';
import {
	type Address,
	isExposed,
	nameOf,
} from '../../../../../../src/core/backends/connecting/address.js';
import {
	namespaceIn,
	readAddress,
} from '../../../../../../src/core/backends/vault/environment/address.js';
import { fieldDetails } from '../../../../../../src/core/backends/vault/environment/fieldDetails.js';

function read(text: string): Address {
	const address = readAddress(text, 'linux');
	assert.ok(typeof address !== 'string', text);
	return address;
}

describe('core/backends/vault/address', () => {
	const host = 'http://vault.test:8200';
	const meant: readonly (readonly [text: string, href: string])[] = [
		['https://vault.test:8200', 'https://vault.test:8200'],
		['HTTPS://Vault.Test', 'https://vault.test'],
		['https://vault.test:443/', 'https://vault.test'],
		['http:/vault.test:8200', host],
		['http://[::1]:8200', 'http://[::1]:8200'],
		// The web interface.
		[`${host}/ui`, host],
		[`${host}/ui/`, host],
		[`${host}/ui/vault/secrets`, host],
		[`${host}/ui/vault/secrets/pki/pki/overview`, host],
		[`${host}/ui/#/secrets`, host],
		[`${host}/ui/vault/auth?with=token#top`, host],
		['https://proxy.test/vault/ui/vault/auth', 'https://proxy.test/vault'],
		['https://proxy.test/vault/ui/', 'https://proxy.test/vault'],
		// The API.
		[`${host}/v1`, host],
		[`${host}/v1/`, host],
		[`${host}/v1/sys/health?standbyok=true`, host],
		[`${host}/v1/auth/token/lookup-self`, host],
		[`${host}/v1/pki/ca/pem`, host],
		[`${host}/v1/team/pki/issue/web`, host],
		['https://proxy.test/vault/v1/sys/health', 'https://proxy.test/vault'],
		['https://proxy.test/vault/v1', 'https://proxy.test/vault'],
		// What is a proxy's own.
		['https://proxy.test/vault/', 'https://proxy.test/vault'],
		['https://proxy.test//vault//', 'https://proxy.test/vault'],
		['https://proxy.test/v1/vault', 'https://proxy.test/v1/vault'],
		['https://proxy.test/api/v1/vault', 'https://proxy.test/api/v1/vault'],
		['https://proxy.test/tools/ui/secrets', 'https://proxy.test/tools/ui/secrets'],
		['https://proxy.test/build', 'https://proxy.test/build'],
		// What stands around it.
		[`  ${host}  `, host],
		[`<${host}>`, host],
		[`"${host}",`, host],
		[`‘${host}’`, host],
		[`\u200b${host}/\u200b`, host],
		[`export VAULT_ADDR='${host}'`, host],
		[`$ export BAO_ADDR=${host}`, host],
		[`$env:VAULT_ADDR="${host}"`, host],
		// No scheme.
		['vault.example.com:8200', 'https://vault.example.com:8200'],
		['vault.example.com/ui/', 'https://vault.example.com'],
		['vault:8200', 'https://vault:8200'],
		['10.0.0.1:8200', 'https://10.0.0.1:8200'],
		['127.0.0.1:8200', 'http://127.0.0.1:8200'],
		['localhost', 'http://localhost'],
		['[::1]:8200/v1', 'http://[::1]:8200'],
		['//vault.example.com', 'https://vault.example.com'],
		['bücher.example', 'https://xn--bcher-kva.example'],
		// A socket.
		['unix:///run/bao.sock', 'unix:///run/bao.sock'],
		['"unix:///run/a%20b?.sock"', 'unix:///run/a%20b?.sock'],
	];
	for (const [text, href] of meant) {
		it(`${JSON.stringify(text)} means ${href}`, () => {
			const address = read(text);
			assert.equal(address.href, href);
			assert.equal(read(href).href, href, 'what is kept means the same');
		});
	}

	for (const text of [
		...['', 'nowhere', 'ftp://vault.test', 'https://', 'http://a b.test'],
		...['https://vault.test:82000', 'file:///run/bao.sock', '/ui/vault'],
	]) {
		it(`${JSON.stringify(text)} is none`, () => assert.equal(readAddress(text), 'notUrl'));
	}

	it('takes user name and password off', () => {
		for (const text of [
			...['https://me:secret-47@vault.test/ui/', 'https://secret-47@vault.test'],
			...['me:secret-47@vault.test:443', '"https://me:a@secret-47@vault.test"'],
		]) {
			const address = read(text);
			assert.equal(address.href, 'https://vault.test', text);
			assert.ok(address.hadCredentials, text);
			assert.ok(!JSON.stringify({ ...address, name: nameOf(address) }).includes('secret-47'));
		}
		assert.equal(read(host).hadCredentials, false);
	});

	it('takes the namespace from an address of the web interface', () => {
		assert.equal(namespaceIn(read(`${host}/ui/vault/secrets?namespace=team%2Fweb`)), 'team/web');
		assert.equal(namespaceIn(read(`${host}/ui/vault/auth?namespace=team/&with=token`)), 'team');
		assert.equal(namespaceIn(read(`${host}/ui/vault/auth?namespace=`)), undefined);
	});

	it('knows a socket by its path, which is not decoded', () => {
		const { url, socketPath } = read('unix:///run/a%20b.sock');
		assert.equal(socketPath, '/run/a%20b.sock');
		assert.equal(url.href, 'http://localhost/');
		assert.equal(nameOf(read('unix:///run/bao.sock')), 'bao.sock');
		assert.equal(readAddress('unix://run/bao.sock', 'linux'), 'relativeSocket');
		assert.equal(readAddress('unix:///', 'linux'), 'relativeSocket');
		assert.equal(readAddress('unix:///run/bao.sock', 'win32'), 'noSockets');
	});

	it('says where others can read along', () => {
		const exposed = ['http://vault.test', 'http://127.0.0.1.evil.test', 'http://10.0.0.1:8200/ui'];
		for (const text of exposed) assert.ok(isExposed(read(text)), text);
		const safe = ['https://vault.test', 'http://127.0.0.2:1', 'http://[::1]', 'unix:///run/x'];
		for (const text of safe) assert.ok(!isExposed(read(text)), text);
	});

	it('takes no text that is too long for an address', () => {
		assert.equal(readAddress(`https://vault.test/${'v1/'.repeat(300_000)}x`), 'notUrl');
		assert.equal(read(`${' '.repeat(300_000)}${host}${' '.repeat(300_000)}`).href, host);
	});
});

describe('core/backends/vault: the address field', () => {
	const { address } = fieldDetails;
	assert.ok(address);
	for (const [value, problem] of [
		['https://vault.test:8200', undefined],
		['vault.test:8200/ui/', undefined],
		['http://localhost:8200/v1', undefined],
		['http://vault.test:8200', 'insecureUrl'],
		['http://me:secret-47@vault.test', 'insecureUrl'],
		['ftp://vault.test', 'notUrl'],
		['unix://bao.sock', process.platform === 'win32' ? 'noSockets' : 'relativeSocket'],
	] as const) {
		it(`${problem ?? 'accepts'}: ${value}`, () => {
			assert.equal(address.validate?.(value), problem);
		});
	}

	it('is kept as it was meant, and proposes namespace and name', () => {
		assert.deepEqual(address.correct?.('https://me:pw@vault.test:8200/ui/vault?namespace=team'), {
			value: 'https://vault.test:8200',
			others: { namespace: 'team' },
			label: 'vault.test:8200',
			hadCredentials: true,
		});
	});

	it('stays as it is where it cannot be read', () => {
		assert.equal(address.correct?.('nowhere'), undefined);
	});
});
