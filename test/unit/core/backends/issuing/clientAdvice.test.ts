import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import type { CertificateUsage } from '../../../../../src/core/backends/contract/backend.js';
import {
	adviceFor,
	presentedBy,
	wishedCertificate,
	type WishedLifetime,
} from '../../../../../src/core/backends/issuing/clientAdvice.js';
import type { NameWishes } from '../../../../../src/core/backends/issuing/nameWishes.js';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import type { SubjectAltName } from '../../../../../src/core/x509/model.js';
import {
	makeIssuer,
	writeRoot,
	type Issuer,
} from '../../../../../src/core/x509/write/certificate.js';
import { writeLeaf } from '../../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';

const now = new Date();
const day = 86_400;

function codes(names: NameWishes, usage?: CertificateUsage, lifetime?: Partial<WishedLifetime>) {
	const wish = wishedCertificate(names, usage, lifetime && { now, ...lifetime });
	return adviceFor(wish).map(({ code }) => code);
}

describe('what clients will not accept', () => {
	for (const [names, usage, expected] of [
		[{ commonName: 'localhost', ipSans: ['127.0.0.1'] }, 'both', []],
		[{ commonName: '127.0.0.1' }, 'both', ['ipOnlyInCommonName']],
		[{ commonName: '127.0.0.1' }, undefined, ['ipOnlyInCommonName']],
		[{ commonName: '127.0.0.1' }, 'client', []],
		[{ commonName: '::1', ipSans: ['0:0:0:0:0:0:0:1'] }, 'server', []],
		[{ commonName: 'a.test', altNames: ['127.0.0.1'] }, 'server', ['ipAsDnsName']],
		[{ commonName: 'a.test', altNames: ['999.1.1.1'] }, 'server', ['ipAsDnsName']],
		[{ altNames: ['127.0.0.1'], ipSans: ['127.0.0.1'] }, 'server', []],
		[{ commonName: '*.test' }, 'server', ['wildcardTooWide']],
		[{ commonName: '*.localhost' }, 'both', ['wildcardTooWide']],
		[{ commonName: 'a.test', altNames: ['*.com'] }, undefined, ['wildcardTooWide']],
		[{ commonName: '*' }, 'server', ['wildcardTooWide', 'noServerName']],
		[{ commonName: '*.test' }, 'client', []],
		[{ commonName: '*.a.test' }, 'server', []],
		[{ commonName: 'a_b.test' }, 'server', []],
		[{ commonName: 'Alice Doe' }, 'server', ['noServerName']],
		[{ commonName: 'Alice Doe' }, 'both', ['clientOnly']],
		[{ commonName: 'Alice Doe' }, 'client', []],
		[{ commonName: 'Alice Doe' }, undefined, []],
		[{ commonName: 'o@a.test' }, 'server', ['noServerName']],
		[{ uriSans: ['spiffe://lab/web'] }, 'server', []],
		[{ commonName: 'spiffe://lab/web' }, 'client', ['uriOnlyInCommonName']],
		[{ uriSans: ['https://localhost:3000'] }, 'server', ['addressAsUri']],
		[{ commonName: 'localhost', uriSans: ['https://localhost:3000'] }, 'server', []],
		[{ uriSans: ['https://a.test/me'] }, 'client', []],
		[{ commonName: `${'x'.repeat(60)}.test` }, 'server', ['commonNameTooLong']],
		[{ commonName: `${'x'.repeat(59)}.test` }, 'server', []],
	] as const) {
		it(`${JSON.stringify(names).slice(0, 60)} for ${usage ?? 'unknown'}: ${expected.join() || 'fine'}`, () => {
			assert.deepEqual(codes(names, usage), expected);
		});
	}

	it('is a server’s lifetime above 825 days, unless it will be capped', () => {
		const years = 3650 * day;
		const lifetime = (ttlSeconds: number, usage: CertificateUsage, maxTtlSeconds?: number) =>
			codes({ commonName: 'a.test' }, usage, { ttlSeconds, maxTtlSeconds });
		assert.deepEqual(lifetime(years, 'server'), ['livesTooLong']);
		assert.deepEqual(lifetime(years, 'both'), ['livesTooLong']);
		assert.deepEqual(lifetime(years, 'client'), []);
		assert.deepEqual(lifetime(years, 'server', 30 * day), []);
		assert.deepEqual(lifetime(825 * day, 'server'), []);
		assert.deepEqual(lifetime(826 * day, 'server'), ['livesTooLong']);
		assert.deepEqual(lifetime(1e15, 'client'), []);
	});

	it('is a lifetime beyond the issuer’s', () => {
		const issuerNotAfter = new Date(now.getTime() + 10 * day * 1000).toISOString();
		const ends = (days: number) =>
			codes({ commonName: 'a.test' }, 'client', { ttlSeconds: days * day, issuerNotAfter });
		assert.deepEqual([ends(9), ends(11)], [[], ['outlivesIssuer']]);
	});
});

interface Probe {
	/** What the client asks for. */
	readonly host: string;
	readonly commonName: string;
	readonly names: readonly SubjectAltName[];
	readonly isRefused: boolean;
}

const dns = (value: string): SubjectAltName => ({ type: 'dns', value });
const ip = (value: string): SubjectAltName => ({ type: 'ip', value });

/** Names that the advice is about, and their neighbours that it leaves alone. */
const probes: readonly Probe[] = [
	{ host: 'a.test', commonName: '', names: [dns('*.test')], isRefused: true },
	{ host: 'a.localhost', commonName: '', names: [dns('*.localhost')], isRefused: true },
	{ host: 'b.a.test', commonName: '', names: [dns('*.a.test')], isRefused: false },
	{ host: 'a_b.test', commonName: '', names: [dns('a_b.test')], isRefused: false },
	{ host: '127.0.0.1', commonName: '127.0.0.1', names: [dns('a.test')], isRefused: true },
	{ host: '127.0.0.1', commonName: 'a.test', names: [ip('127.0.0.1')], isRefused: false },
	{
		host: 'localhost',
		commonName: '',
		names: [{ type: 'uri', value: 'https://localhost:3000' }],
		isRefused: true,
	},
	{
		host: 'localhost',
		commonName: '',
		names: [{ type: 'email', value: 'o@localhost.test' }],
		isRefused: true,
	},
];

describe('what clients really do', function () {
	this.timeout(30_000);
	let folder: string;
	let issuer: Issuer;
	let rootPem: string;
	let key: { privateKeyPem: string; publicKey: Buffer };

	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-advice-'));
		const rootKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const root = await writeRoot({ subject: 'Advice Root', now, ttlSeconds: 30 * day }, rootKey);
		issuer = makeIssuer(root.der, rootKey);
		rootPem = root.pem;
		writeFileSync(join(folder, 'root.pem'), rootPem);
		key = await generateKey('P-256');
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	for (const { host, commonName, names, isRefused } of probes) {
		const title = [commonName, ...names.map(({ type, value }) => `${type}:${value}`)].join(' ');
		it(`${title.trim()} for ${host} is ${isRefused ? 'refused' : 'accepted'}, as the advice says`, async () => {
			const wish = { subject: commonName, names, usage: 'server', now, ttlSeconds: day } as const;
			const leaf = await writeLeaf({ ...wish, publicKey: key.publicKey }, issuer);
			const server = tls.createServer({ cert: leaf.pem, key: key.privateKeyPem });
			server.on('tlsClientError', () => {});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const { port } = server.address() as AddressInfo;
			try {
				assert.equal(await byNode(port, host), !isRefused, 'Node.js');
				assert.equal(await byOpenssl(port, host), !isRefused, 'OpenSSL');
			} finally {
				server.close();
			}
			const advice = adviceFor(presentedBy(readCertificate(leaf.der), []));
			assert.equal(advice.length > 0, isRefused, JSON.stringify(advice));
		});
	}

	function byNode(port: number, host: string): Promise<boolean> {
		return new Promise((resolve) => {
			const isAddress = host === '127.0.0.1';
			const options = { host: '127.0.0.1', port, ca: rootPem, ALPNProtocols: [] };
			const socket = tls.connect(
				{
					...options,
					...(!isAddress && { servername: host }),
					checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate),
				},
				() => {
					resolve(true);
					socket.end();
				},
			);
			socket.on('error', () => resolve(false));
		});
	}

	function byOpenssl(port: number, host: string): Promise<boolean> {
		const check = host === '127.0.0.1' ? '-verify_ip' : '-verify_hostname';
		const words = [
			's_client',
			'-connect',
			`127.0.0.1:${port}`,
			'-CAfile',
			join(folder, 'root.pem'),
		];
		return new Promise((resolve) => {
			const child = execFile('openssl', [...words, check, host, '-verify_return_error'], (error) =>
				resolve(error === null),
			);
			child.stdin?.end();
		});
	}
});
