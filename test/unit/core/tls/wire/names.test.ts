/** Names are what OpenSSL and Node call the same numbers. */
import * as assert from 'node:assert/strict';
import { alertName } from '../../../../../src/core/tls/wire/names/alerts.js';
import { cipherSuiteName } from '../../../../../src/core/tls/wire/names/cipherSuites.js';
import { groupName } from '../../../../../src/core/tls/wire/names/groups.js';
import { isGrease } from '../../../../../src/core/tls/wire/names/registry.js';
import { openssl } from '../../../../support/openssl.js';

describe('core/tls/wire/names', () => {
	it('calls cipher suites as OpenSSL does', async () => {
		const everything = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';
		const lines = await openssl(['ciphers', '-V', '-stdname', everything]);
		let count = 0;
		for (const [, high, low, name] of lines.matchAll(/0x(..),0x(..) - (\S+)/g)) {
			assert.equal(cipherSuiteName(parseInt(`${high}${low}`, 16)), name);
			count += 1;
		}
		assert.ok(count > 100, String(count));
	});

	it('writes the number of what has no name', () => {
		assert.equal(cipherSuiteName(0xfefe), '0xfefe');
		assert.equal(groupName(0x0fff), '0x0fff');
		assert.equal(alertName(200), '200');
		assert.equal(alertName(48), 'unknown_ca');
	});

	it('knows the sixteen values that only test the peer', () => {
		const found = Array.from({ length: 0x10000 }, (_, value) => value).filter(isGrease);
		assert.equal(found.length, 16);
		assert.equal(found[0], 0x0a0a);
		assert.equal(found[15], 0xfafa);
	});
});
