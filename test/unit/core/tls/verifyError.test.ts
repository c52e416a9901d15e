/** What Node tells of a chain that the client does not trust, publicly and not. */
import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ConnectionOptions } from 'node:tls';
import { connectTls } from '../../../../src/core/tls/peer.js';
import { authorizationFault, verifyErrorOf } from '../../../../src/core/tls/verifyError.js';
import { makeRoot, rsaKeys } from '../../../matrix/material.js';
import { makePki } from '../../../matrix/scene.js';
import { Listening } from '../../../support/listening.js';
import { silentTls } from '../../../support/probing.js';

const pki = makePki();

describe('core/tls/verifyError', () => {
	let listening: Listening;
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());

	/** Both answers about a server, and Node's own error where it is asked to reject. */
	async function told(server: { readonly pem: string; readonly keyPem: string }, ca: string) {
		const ciphers = 'DEFAULT@SECLEVEL=0';
		const own = { cert: server.pem, key: server.keyPem, ciphers };
		const port = await listening.listen(silentTls(own));
		const way: ConnectionOptions = { host: '127.0.0.1', port, servername: 'localhost', ca };
		const client = connectTls({ ...way, rejectUnauthorized: false });
		listening.follow(client);
		let whole: Error | null | undefined;
		client.prependOnceListener('secure', () => (whole = verifyErrorOf(client)));
		await once(client, 'secureConnect');
		const strict = connectTls(way);
		listening.follow(strict);
		const rejection = once(strict, 'secureConnect').then(
			() => undefined,
			(error: unknown) => error as NodeJS.ErrnoException,
		);
		return { whole, code: authorizationFault(client), strict: await rejection };
	}

	it('has the words of the error by which Node would reject, where Node still tells them', async () => {
		const weak = pki.serverOf({ keys: rsaKeys(1024) });
		const { whole, code, strict } = await told(weak, pki.root.pem);
		assert.ok(whole, 'This Node has no verifyError: probes go by the code of authorizationError.');
		assert.equal(whole.message, strict?.message);
		assert.equal(whole.message, 'EE certificate key too weak');
		assert.equal(code?.message, 'UNSPECIFIED');
	});

	it('has the same code by what Node tells publicly', async () => {
		const { serverOf, server, issuing, root } = pki;
		const whole = { ...server, pem: server.pem + issuing.pem };
		const cases = [
			[server, root.pem, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
			[whole, makeRoot('Other Root').pem, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
			[serverOf({ from: -9, to: -2, issuer: root }), root.pem, 'CERT_HAS_EXPIRED'],
			[serverOf({ usages: ['clientAuth'], issuer: root }), root.pem, 'INVALID_PURPOSE'],
		] as const;
		for (const [shown, ca, expected] of cases) {
			const { whole: error, code, strict } = await told(shown, ca);
			const codes = [error, code, strict].map((one) => (one as NodeJS.ErrnoException).code);
			assert.deepEqual(codes, [expected, expected, expected]);
		}
	});

	it('holds nothing against a good chain, nor its name against it', async () => {
		const whole = { ...pki.server, pem: pki.server.pem + pki.issuing.pem };
		const good = await told(whole, pki.root.pem);
		assert.deepEqual([good.whole, good.code, good.strict], [null, undefined, undefined]);
		const other = pki.serverOf({ dns: ['other.test'] });
		const named = await told(other, pki.root.pem);
		assert.deepEqual([named.whole, named.code], [null, undefined]);
		assert.equal(named.strict?.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
	});
});
