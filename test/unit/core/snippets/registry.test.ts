import assert from 'node:assert/strict';
import {
	findTarget,
	sideOf,
	targets,
	unsupportedBy,
	variantOf,
} from '../../../../src/core/snippets/registry.js';
import { goldenCases } from '../../../support/goldenTargets.js';
import type { SnippetInput } from '../../../../src/core/snippets/target.js';

const input: SnippetInput = {
	side: 'client',
	passphraseVariable: 'TLS_KEY_PASSPHRASE',
	minVersion: 'TLSv1.2',
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
		for (const { title, input: wish } of goldenCases(target)) {
			const unsupported = unsupportedBy(target, wish.side);
			const text = target.render(wish);

			it(`${target.id} ${title}: names every file, and the server`, () => {
				if (unsupported.includes('material')) return assert.doesNotMatch(text, /\/certs\//);
				for (const path of filesIn(wish, unsupported, target.needs)) {
					assert.ok(text.includes(path), path);
				}
				if (wish.side === 'server' || unsupported.includes('clientCertificate')) return;
				assert.match(text, /localhost|server\.test|192\.0\.2\.1|client-tls|app/);
			});

			it(`${target.id} ${title}: never turns verification off, holds no key, ends with one newline`, () => {
				assert.doesNotMatch(
					text,
					/rejectUnauthorized: false|insecure|strictSSL: false|SKIP_VERIFY=|skip.verify:|verify none|verify off|verify_client off|NODE_TLS_REJECT|verify=False|--no-check|optional_no_ca|(?:^| )-k /i,
				);
				assert.doesNotMatch(text, /PRIVATE KEY-----/);
				assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
			});

			it(`${target.id} ${title}: sets the minimum TLS version, or says that it is built in`, () => {
				const version = wish.minVersion === 'TLSv1.3' ? /1[._]?3/ : /1[._]?2/;
				assert.match(text, unsupported.includes('minVersion') ? /minimum TLS version/ : version);
			});
		}
	}

	it('read an encrypted key’s passphrase from the variable that they are told', () => {
		for (const target of targets) {
			for (const side of target.sides) {
				if (unsupportedBy(target, side).includes('passphrase') || target.passphrase?.[side])
					continue;
				const wish = { ...input, side, keyEncrypted: true, passphraseVariable: 'MY_SECRET' };
				const [variant = ''] = target.variants?.map(({ id }) => id) ?? [];
				assert.match(target.render({ ...wish, variant }), /MY_SECRET/, target.id);
			}
		}
	});

	it('know their sides', () => {
		const [https, listener] = [findTarget('node-https'), findTarget('vault-listener')];
		assert.ok(https && listener);
		assert.equal(sideOf(https, undefined), 'client');
		assert.equal(sideOf(https, 'server'), 'server');
		assert.equal(sideOf(listener, undefined), 'server');
		assert.equal(sideOf(listener, 'client'), undefined);
		const servers = targets.filter(({ sides }) => sides.some((side) => side === 'server'));
		for (const id of ['node-https', 'go', 'nginx', 'haproxy', 'envoy', 'traefik', 'caddy']) {
			assert.ok(
				servers.some((target) => target.id === id),
				id,
			);
		}
	});

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

/** The paths that the text has to name: of what is not inlined, and of the file that takes the place of two. */
function filesIn(
	{ certificate, key, ca }: SnippetInput,
	unsupported: ReturnType<typeof unsupportedBy>,
	needs: string | undefined,
): readonly string[] {
	const path = (material: SnippetInput['key']) =>
		material?.from === 'file' ? [material.path] : [];
	if (unsupported.includes('clientCertificate')) return path(ca);
	const pair =
		needs === 'combinedPem' || needs === 'pkcs12'
			? [`/certs/agent.${needs === 'pkcs12' ? 'p12' : 'combined.pem'}`]
			: [...path(certificate), ...path(key)];
	return certificate.from === 'file' ? [...pair, ...path(ca)] : path(ca);
}
