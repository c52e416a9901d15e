import assert from 'node:assert/strict';
import { findTarget, targets, variantOf } from '../../../../src/core/snippets/registry.js';
import type { SnippetInput } from '../../../../src/core/snippets/target.js';

const input: SnippetInput = {
	url: 'https://vault.test:8200',
	serverName: 'vault.test',
	certificate: { from: 'file', path: '/certs/agent.crt' },
	key: { from: 'file', path: '/certs/agent.key' },
	ca: { from: 'file', path: '/certs/ca.crt' },
	keyEncrypted: false,
	variant: 'esm',
};

describe('snippet targets', () => {
	it('have unique kebab-case ids, among them the documented ones', () => {
		const ids = targets.map(({ id }) => id);
		assert.equal(new Set(ids).size, ids.length);
		assert.deepEqual(
			ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
			[],
		);
		assert.ok(findTarget('openclaw') && findTarget('node-https'));
	});

	for (const target of targets) {
		const variants = target.variants?.map(({ id }) => id) ?? [''];
		for (const variant of variants) {
			it(`${target.id} ${variant}: names every file, never turns verification off`, () => {
				const text = target.render({ ...input, variant });
				for (const path of ['/certs/agent.crt', '/certs/agent.key', '/certs/ca.crt']) {
					assert.ok(text.includes(path), path);
				}
				assert.match(text, /vault\.test/);
				assert.doesNotMatch(text, /rejectUnauthorized|insecure|strictSSL: false|SKIP_VERIFY=/i);
				assert.doesNotMatch(text, /PRIVATE KEY/);
				assert.equal(text.endsWith('\n') && !text.endsWith('\n\n'), true);
			});

			it(`${target.id} ${variant}: sets TLS 1.2 as the minimum, or says that it is built in`, () => {
				const text = target.render({ ...input, variant });
				assert.match(text, /minVersion: 'TLSv1\.2'|minimum TLS version \(1\.2\) is built in/);
			});
		}
	}

	it('take their first variant unless told otherwise', () => {
		const https = findTarget('node-https');
		assert.ok(https);
		assert.equal(variantOf(https, undefined), 'esm');
		assert.equal(variantOf(https, 'cjs'), 'cjs');
		assert.equal(variantOf(https, 'amd'), undefined);
	});

	it('write OpenClaw YAML as the agent profile has it', () => {
		const lines = findTarget('openclaw')?.render(input).split('\n') ?? [];
		assert.deepEqual(
			lines.filter((line) => !line.startsWith('#')),
			[
				'vault_connection:',
				'  url: https://vault.test:8200',
				'  mtls:',
				'    cert_file: /certs/agent.crt',
				'    key_file: /certs/agent.key',
				'    ca_cert_file: /certs/ca.crt',
				'',
			],
		);
	});
});
