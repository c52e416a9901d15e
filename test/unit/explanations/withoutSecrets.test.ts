import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { withoutSecrets } from '../../../src/explanations/withoutSecrets.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('a text that a page shows', () => {
	it('has no private key, whole, encrypted, on one line, or cut off', () => {
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
		const encrypted = privateKey.export({
			...{ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' },
		});
		assert.match(String(encrypted), /DEK-Info/);
		for (const key of [pem, encrypted, String(pem).replaceAll('\n', '\\n')].map(String)) {
			const text = withoutSecrets(`error 1\n${key} then\n${key}error 2`);
			assert.match(text, /^error 1\n-----BEGIN [A-Z ]*PRIVATE KEY-----…/);
			assert.match(text, /error 2$/);
			const [line = ''] = /[A-Za-z0-9+/]{40,}/.exec(key) ?? [];
			assert.ok(line.length >= 40 && !text.includes(line.slice(0, 20)), text);
			const cut = withoutSecrets(`error 1\n${key.slice(0, -30)}`);
			assert.ok(!cut.includes(line.slice(0, 20)), cut);
		}
	});

	it('has no token', () => {
		const token = 'CAESIJl5kR0ZVw8tKq3zXh2cPm';
		for (const text of [
			`curl -H "X-Vault-Token: hvs.${token}" https://vault.test:8200`,
			`VAULT_TOKEN=s.${token} vault status`,
			`{"Authorization": "Bearer ${token}"}`,
			`--password=${token} unknown ca`,
		]) {
			const shown = withoutSecrets(text);
			assert.ok(!shown.includes(token.slice(0, 8)), shown);
			assert.match(shown, /…/);
		}
	});

	it('is otherwise what it was, certificates included', () => {
		const text =
			'Get "https://vault.test:8200/v1": tls: bad certificate\n-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';
		assert.equal(withoutSecrets(text), text);
	});
});
