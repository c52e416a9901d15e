import assert from 'node:assert/strict';
import { hostOfAddress, nameInCommonName } from '../../../../../src/core/x509/names/nameKinds.js';

describe('an address where a name belongs', () => {
	for (const [typed, host] of [
		['https://localhost:3000', 'localhost'],
		['http://localhost', 'localhost'],
		['HTTPS://api.test/', 'api.test'],
		['https://api.test/login?next=/a:1#x', 'api.test'],
		['https://user:secret@api.test:8443/', 'api.test'],
		['https://127.0.0.1:8443', '127.0.0.1'],
		['https://[::1]:3000', '::1'],
		['wss://api.test/socket', 'api.test'],
		['postgres://db.test:5432/app', 'db.test'],
		['other://db.test:5432', 'db.test'],
		['https://*.api.test', '*.api.test'],
		['localhost:3000', 'localhost'],
		['localhost:3000/app', 'localhost'],
		['127.0.0.1:8080', '127.0.0.1'],
		['[::1]:3000', '::1'],
		['[::1]', '::1'],
	] as const) {
		it(`${typed} is for ${host}`, () => {
			assert.equal(hostOfAddress(typed), host);
		});
	}

	for (const name of [
		...['localhost', '*.api.test', '10.0.0.0/8', '::1', '2001:db8::1', '1:2:3:4:5:6:7:8'],
		...['spiffe://lab/web', 'spiffe://lab:1/web', 'urn:uuid:1', 'mailto:ops@api.test', 'tag:a,b'],
		...['ops@api.test', 'other://lab/web', 'https://', 'https://:80', 'Alice: Doe', '[x]:1', ''],
	]) {
		it(`${name} is none`, () => {
			assert.equal(hostOfAddress(name), undefined);
		});
	}
});

describe('the name in a common name', () => {
	for (const [text, type] of [
		['api.test', 'dns'],
		[' *.api.test ', 'dns'],
		['bücher.test', 'dns'],
		['127.0.0.1', 'ip'],
		['::1', 'ip'],
		['ops@api.test', 'email'],
		['spiffe://lab/web', 'uri'],
		['urn:lab:web', 'uri'],
		['Alice Doe', undefined],
		['Team:Ops', undefined],
		['a@b c', undefined],
		['10.0.0', undefined],
		['', undefined],
	] as const) {
		it(`${text} is ${type ?? 'a text'}`, () => {
			assert.equal(nameInCommonName(text)?.type, type);
		});
	}
});
