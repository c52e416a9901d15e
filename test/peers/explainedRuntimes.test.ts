/** What other runtimes of JavaScript than ours say of their own files, and what our table says of that. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideBun, provideNode } from '../../scripts/lib/runtimes.mjs';
import { explainText } from '../../src/core/tls/explain/explanation.js';
import { oldPkcs12 } from '../support/keyStores.js';
import { type Files, writeFiles } from './explainedMaterial.js';
import { run } from './targets/workbench.js';

describe('what other runtimes say of their files', function () {
	this.timeout(120_000);
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-runtimes-'));
	const files = writeFiles(folder);
	after(() => rmSync(folder, { recursive: true, force: true }));

	const script = [
		"const read = require('node:fs').readFileSync;",
		'const [cert, key, pfx, passphrase] = process.argv.slice(2);',
		'const own = pfx ? { pfx: read(pfx), passphrase } : { cert: read(cert), key: read(key) };',
		"require('node:tls').createSecureContext(own);",
	];
	const runtimeSays = async (runtime: string, args: readonly string[]) => {
		const file = join(folder, 'load.cjs');
		writeFileSync(file, script.join('\n'));
		return (await run(runtime, [file, ...args])).output;
	};
	const pair = (certificate: keyof Files, key: keyof Files) => [files[certificate], files[key]];
	const stores = (store: keyof Files, secret: string) => ['', '', files[store], secret];

	it('Bun, with BoringSSL', async () => {
		const bun = await provideBun();
		const cases = [
			['keyMismatch', pair('cert', 'otherKey')],
			['keyTypeMismatch', pair('cert', 'rsaKey')],
			['certificateNotPem', pair('key', 'cert')],
			['passphrase', pair('cert', 'encryptedKey')],
			['pkcs12Password', stores('store', 'wrong')],
		] as const;
		for (const [id, args] of cases) {
			const text = await runtimeSays(bun, args);
			assert.equal(explainText(text)?.id, id, text);
		}
	});

	for (const major of [20, 22] as const) {
		it(`Node.js ${major}`, async () => {
			const node = await provideNode(major);
			const cases = [
				['keyMismatch', pair('cert', 'otherKey')],
				['certificateNotPem', pair('key', 'cert')],
				['passphrase', pair('cert', 'encryptedKey')],
				['pkcs12Password', stores('store', 'wrong')],
				['pkcs12Old', stores('oldStore', oldPkcs12.password)],
				['notPkcs12', stores('cert', 'any')],
				// OpenSSL 3.5 loads it, and the other side refuses it.
				[major === 20 ? 'ownSignatureWeak' : undefined, pair('weak', 'weakKey')],
			] as const;
			for (const [id, args] of cases) {
				const text = await runtimeSays(node, args);
				assert.equal(explainText(text)?.id, id, text);
			}
			const extra = { env: { NODE_EXTRA_CA_CERTS: files.noCert } };
			const connect = "require('node:tls').connect({ port: 1 }).on('error', () => {})";
			const { output } = await run(node, ['-e', connect], extra);
			assert.equal(explainText(output)?.id, 'extraCaIgnored', output);
		});
	}
});
