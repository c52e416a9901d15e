import assert from 'node:assert/strict';
import { createClientConfig } from '../../../../../src/core/snippets/clientConfig.js';
import { checkValidity } from '../../../../../src/core/diagnostics/clientConfig/faults.js';
import {
	certificatesOf,
	clientChain,
	type MaterialFile,
} from '../../../../../src/core/diagnostics/clientConfig/material.js';
import { findTarget } from '../../../../../src/core/snippets/registry.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import { makeCertificate, makeRoot, rsaKeys } from '../../../../matrix/material.js';
import { certificate as encoded, dns, sequence, subjectAltName } from '../../../../support/der.js';
import { encryptedKey, makePair, material, type Pair } from './pairs.js';

interface Case {
	readonly certificate?: MaterialFile;
	readonly key?: MaterialFile | null;
	readonly ca?: MaterialFile | null;
	readonly target?: string;
	readonly url?: string;
	readonly serverName?: string;
	readonly inline?: boolean;
	readonly now?: Date;
}

describe('client configuration warnings', () => {
	let root: Pair;
	let issuing: Pair;
	let client: Pair;
	let both: Pair;

	before(async () => {
		root = await makePair({ name: 'Root', ca: true });
		issuing = await makePair({ name: 'Issuing', ca: true, issuer: root });
		client = await makePair({ name: 'agent', issuer: root, usages: ['clientAuth'] });
		both = await makePair({
			name: 'localhost',
			issuer: root,
			usages: ['serverAuth', 'clientAuth'],
			dns: ['localhost'],
		});
	});

	function config(wish: Case) {
		const target = findTarget(wish.target ?? 'node-https');
		assert.ok(target);
		const { certificate = material('/c/agent.crt', client.pem) } = wish;
		const { key = material('/c/agent.key', client.keyPem) } = wish;
		const { ca = material('/c/ca.crt', root.pem) } = wish;
		return createClientConfig({
			target,
			variant: 'esm',
			url: wish.url ?? 'https://vault.test:8200',
			serverName: wish.serverName,
			certificate,
			key: key ?? undefined,
			missingKey: key === null ? '/c/agent.key' : undefined,
			ca: ca ?? undefined,
			inline: wish.inline ?? false,
			inlineKey: false,
			now: wish.now ?? new Date(),
		});
	}

	const codes = (wish: Case) => config(wish).warnings.map(({ code }) => code);

	it('is silent about what works', () => {
		assert.deepEqual(codes({}), []);
	});

	it('names a certificate without clientAuth', async () => {
		const server = await makePair({
			name: 'web',
			issuer: root,
			usages: ['serverAuth'],
			dns: ['vault.test'],
		});
		const certificate = material('/c/web.crt', server.pem);
		const key = material('/c/web.key', server.keyPem);
		assert.deepEqual(codes({ certificate, key }), ['noClientAuth']);
	});

	it('mentions a certificate that does not say what it is for', async () => {
		const plain = await makePair({ name: 'plain', issuer: root });
		const key = material('/c/plain.key', plain.keyPem);
		const { warnings } = config({ certificate: material('/c/plain.crt', plain.pem), key });
		assert.deepEqual(warnings, [
			{
				code: 'noExtendedKeyUsage',
				severity: 'info',
				args: { name: 'plain' },
				fault: 'client-no-eku',
			},
		]);
	});

	it('names a key of another certificate', () => {
		assert.deepEqual(codes({ key: material('/c/agent.key', both.keyPem) }), ['keyMismatch']);
	});

	it('names a chain in the wrong order where the client reads the file itself', () => {
		const chain = issuing.pem + client.pem;
		assert.deepEqual(codes({ certificate: material('/c/agent.crt', chain) }), ['leafNotFirst']);
		assert.deepEqual(codes({ certificate: material('/c/agent.crt', chain), inline: true }), []);
	});

	it('counts the second that a certificate ends in as one of its validity', () => {
		const facts = certificatesOf(material('/c/agent.crt', client.pem))[0]?.facts;
		const end = Date.parse(facts?.notAfter ?? '');
		const at = (ms: number) =>
			facts ? [...checkValidity(facts, 'client', new Date(ms))] : undefined;
		assert.deepEqual(at(end + 999), []);
		assert.deepEqual(
			at(end + 1000)?.map(({ code }) => code),
			['expired'],
		);
	});

	it('sends no more issuers than any chain has', () => {
		let last = makeRoot('CA 0');
		const all = [last];
		for (let index = 1; index < 40; index += 1) {
			last = makeRoot(`CA ${index}`, { issuer: last });
			all.unshift(last);
		}
		const file = material('/c/agent.crt', all.map(({ pem }) => pem).join(''));
		const chain = clientChain(certificatesOf(file));
		assert.deepEqual(
			chain.map(({ facts }) => facts.name),
			all.slice(0, 16).map(({ name }) => name),
		);
	});

	it('names expired and future certificates', () => {
		const late = new Date(Date.now() + 40 * 86_400_000);
		assert.deepEqual(codes({ now: late, ca: null }), ['expired', 'noCa']);
		const early = new Date(Date.now() - 40 * 86_400_000);
		assert.deepEqual(codes({ now: early, ca: null }), ['notYetValid', 'noCa']);
	});

	it('names keys that others may read', () => {
		const key = material('/c/agent.key', client.keyPem, 0o644);
		const { warnings } = config({ key });
		assert.deepEqual(warnings, [
			{
				code: 'keyReadableByOthers',
				severity: 'warning',
				args: { file: '/c/agent.key', mode: '0644' },
			},
		]);
	});

	it('names a missing key and a missing CA', () => {
		assert.deepEqual(codes({ key: null, ca: null }), ['keyMissing', 'noCa']);
		assert.match(config({ key: null }).text, /key: readFileSync\('\/c\/agent\.key'\)/);
	});

	it('names an encrypted key, and reads its passphrase at run time where it can', () => {
		const key = material('/c/agent.key', encryptedKey('correct horse'));
		assert.ok(codes({ key }).includes('keyEncrypted'));
		assert.match(config({ key }).text, /passphrase: process\.env\.TLS_KEY_PASSPHRASE/);
		assert.ok(codes({ key, target: 'openclaw' }).includes('passphraseNotUsed'));
	});

	it('names files that are not what they should be', () => {
		const swapped = codes({
			certificate: material('/c/agent.key', client.keyPem),
			key: material('/c/agent.crt', client.pem),
			ca: material('/c/ca.crt', client.keyPem),
		});
		assert.deepEqual(swapped, ['notCertificate', 'notPrivateKey', 'notAuthority']);
		assert.deepEqual(codes({ ca: material('/c/ca.crt', both.pem) }), ['notAuthority']);
		assert.deepEqual(codes({ ca: material('/c/ca.crt', 'nothing here') }), ['notAuthority']);
	});

	it('names torn blocks and DER', () => {
		const torn = client.pem + root.pem.slice(0, 200);
		assert.ok(codes({ certificate: material('/c/agent.crt', torn) }).includes('unreadable'));
		const endless = client.pem + root.pem.replace('-----END CERTIFICATE-----', '');
		assert.ok(codes({ certificate: material('/c/agent.crt', endless) }).includes('misframed'));
		const asKey = {
			key: material('/c/agent.key', client.keyPem.replaceAll('PRIVATE', 'EC PRIVATE')),
		};
		assert.deepEqual(codes(asKey), ['misframed']);
		assert.deepEqual(codes({ ...asKey, inline: true }), []);
		const der = material('/c/agent.crt', new Uint8Array(client.certificate.rawData));
		assert.deepEqual(codes({ certificate: der }), ['notPem']);
		assert.deepEqual(codes({ certificate: der, inline: true }), []);
	});

	it('names PEM that clients do not find, and passes over what they pass over', () => {
		const { pem } = client;
		const files = [
			pem.replace(/^/gm, '  '),
			JSON.stringify({ pem }),
			pem.replaceAll('\n', '\r'),
			Buffer.from(`\ufeff${pem}`, 'utf16le'),
		];
		for (const content of files) {
			const certificate = material('/c/agent.crt', content);
			assert.deepEqual(codes({ certificate }), ['notPem']);
			assert.deepEqual(codes({ certificate, inline: true }), []);
		}
		for (const text of [`# agent\n${pem}`, pem.replaceAll('\n', '\r\n')]) {
			assert.deepEqual(codes({ certificate: material('/c/agent.crt', text) }), []);
		}
		const curve = toPem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
		assert.deepEqual(codes({ key: material('/c/agent.key', curve + client.keyPem) }), []);
	});

	it('names a leaf that is sent alone, and a CA that is not the issuer', async () => {
		const leaf = await makePair({ name: 'agent', issuer: issuing, usages: ['clientAuth'] });
		const key = material('/c/agent.key', leaf.keyPem);
		const alone = material('/c/agent.crt', leaf.pem);
		assert.deepEqual(codes({ certificate: alone, key }), ['chainIncomplete']);
		const chain = material('/c/agent.crt', leaf.pem + issuing.pem);
		assert.deepEqual(codes({ certificate: chain, key }), []);
		const other = await makePair({ name: 'Other', ca: true });
		const ca = material('/c/ca.crt', other.pem);
		assert.deepEqual(codes({ certificate: chain, key, ca }), ['caIsNotIssuer']);
	});

	it('names a certificate for servers whose SANs do not cover the URL', () => {
		const certificate = material('/c/localhost.crt', both.pem);
		const key = material('/c/localhost.key', both.keyPem);
		assert.deepEqual(codes({ certificate, key }), ['sanMismatch']);
		assert.deepEqual(codes({ certificate, key, url: 'https://localhost:1' }), []);
		assert.deepEqual(codes({ certificate, key, serverName: 'localhost' }), []);
	});

	it('takes the name of a pinned server certificate where the URL has an address', async () => {
		const pinned = await makePair({ name: 'vault', usages: ['serverAuth'], dns: ['vault.test'] });
		const ca = material('/c/server.crt', pinned.pem);
		const { text } = config({ ca, url: 'https://10.0.0.7:8200' });
		assert.match(text, /servername: 'vault\.test'/);
		const yaml = config({ ca, url: 'https://10.0.0.7:8200', target: 'openclaw' });
		const found = yaml.warnings.map(({ code }) => code);
		assert.deepEqual(found.slice(0, 2), ['serverNameNotUsed', 'sanMismatch']);
		assert.ok(codes({ ca, url: 'https://other.test' }).includes('sanMismatch'));
	});

	it('takes a certificate without a subject that signed itself for the server’s own, as Node does', () => {
		const nameless = encoded({
			...{ subject: sequence(), issuer: sequence() },
			extensions: [subjectAltName(dns('vault.test'))],
		});
		const ca = material('/c/server.pem', toPem('CERTIFICATE', nameless));
		assert.deepEqual(codes({ ca, url: 'https://vault.test' }), []);
		assert.deepEqual(codes({ ca, url: 'https://other.test' }), ['sanMismatch']);
	});

	it('says of a server certificate without SANs that Node takes its common name and Go does not', () => {
		const old = makeCertificate({ name: 'localhost', version: 1 });
		const ca = material('/c/server.pem', old.pem);
		const { warnings } = config({ ca, url: 'https://localhost:8443' });
		assert.deepEqual(
			warnings.map(({ code, severity, fault }) => [code, severity, fault]),
			[['commonNameOnly', 'warning', 'name-common-name']],
		);
		assert.deepEqual(codes({ ca, url: 'https://other.test' }), ['sanMismatch']);
	});

	it('does not take a root from before there were extensions for a server certificate', () => {
		const old = makeCertificate({ name: 'Example Root CA', version: 1 });
		const ca = material('/c/root.pem', old.pem);
		assert.deepEqual(codes({ ca }), ['chainIncomplete']);
		const agent = makeCertificate({ name: 'agent', issuer: old, usages: ['clientAuth'] });
		const certificate = material('/c/agent.crt', agent.pem);
		const key = material('/c/agent.key', agent.keyPem);
		assert.deepEqual(codes({ certificate, key, ca }), []);
	});

	it('says that a short RSA key is an error, because the current Node cannot load it', () => {
		const short = makeCertificate({
			name: 'localhost',
			keys: rsaKeys(1024),
			ca: true,
			usages: ['clientAuth', 'serverAuth'],
			dns: ['localhost'],
		});
		const certificate = material('/c/client.pem', short.pem);
		const { warnings } = config({
			certificate,
			key: material('/c/client.key', short.keyPem),
			ca: certificate,
			url: 'https://localhost',
		});
		assert.deepEqual(
			warnings.map(({ code, severity, args }) => [code, severity, args]),
			[
				['unusualKey', 'error', { name: 'localhost', key: 'RSA 1024' }],
				['unusualKey', 'error', { name: 'localhost', key: 'RSA 1024' }],
			],
		);
		assert.deepEqual(
			warnings.map(({ fault }) => fault),
			['client-rsa-1962', 'ca-rsa-1962'],
		);
	});

	it('mentions an expired CA beside a valid one, and warns of it where it issued the certificate', async () => {
		const old = await makePair({ name: 'Old Root', ca: true, from: -30, to: -1 });
		const ca = material('/c/ca.crt', old.pem + root.pem);
		const { warnings } = config({ ca });
		assert.deepEqual(
			warnings.map(({ code, severity }) => [code, severity]),
			[['expired', 'info']],
		);
		const agent = await makePair({ name: 'agent', issuer: old, usages: ['clientAuth'] });
		const key = material('/c/agent.key', agent.keyPem);
		const own = config({ ca, key, certificate: material('/c/agent.crt', agent.pem) });
		assert.deepEqual(
			own.warnings.map(({ code, severity }) => [code, severity]),
			[['expired', 'warning']],
		);
	});

	it('names a byte order mark, which Node reads and others do not', () => {
		const certificate = material('/c/agent.crt', `\ufeff${client.pem}`);
		const { warnings } = config({ certificate });
		assert.deepEqual(
			warnings.map(({ code, severity }) => [code, severity]),
			[['byteOrderMark', 'warning']],
		);
		assert.deepEqual(codes({ certificate, inline: true }), []);
	});
});
