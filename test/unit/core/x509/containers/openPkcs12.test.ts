/** PKCS #12 as the real `openssl` writes it, compared entry by entry with what `openssl` reads. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openContainer } from '../../../../../src/core/x509/containers/openContainer.js';
import type { DecodedBlock } from '../../../../../src/core/x509/block.js';
import {
	writeLeaf,
	makeIssuer,
	writeRoot,
} from '../../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';
import { javaPkcs12, oldPkcs12 } from '../../../../support/keyStores.js';
import { hasLegacyProvider, openssl } from '../../../../support/openssl.js';
import { randomly } from '../../../../support/random.js';
import { rejectsWith } from '../../../../support/rejections.js';

const modern = [
	...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'aes-128-ofb', 'aes-256-cfb', 'des-ede3-cbc'],
	...['camellia-256-cbc', 'aria-128-cbc', 'PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'NONE'],
	...['camellia-128-cfb', 'aria-192-ofb', 'sm4-cbc', 'sm4-cfb', 'sm4-ofb'],
];
const legacy = [
	...['PBE-SHA1-RC4-128', 'PBE-SHA1-RC4-40', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC2-40'],
	...['PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-RC2-64'],
	...['des-cbc', 'rc2-cbc', 'rc2-64-cbc', 'rc2-40-cbc'],
];
const macs = [
	...['sha1', 'md5', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256'],
	...[
		'sha3-224',
		'sha3-256',
		'sha3-384',
		'sha3-512',
		'ripemd160',
		'sm3',
		'blake2b512',
		'blake2s256',
	],
];
const passwords = ['secret', '', 'pässwörd', '密码 😀', 'x'.repeat(200)];

interface Identity {
	readonly key: string;
	readonly certificate: string;
}

/** One line an entry: what it is, its name, the SHA-256 of its bytes. */
function line(kind: string, name: string, der: Uint8Array): string {
	return [kind, name, createHash('sha256').update(der).digest('hex')].join('|');
}

/** What `openssl pkcs12 -nodes` printed. */
function linesOfOpenssl(text: string): string[] {
	const blocks = text.matchAll(/([^]*?)-----BEGIN ([A-Z ]+)-----([^]*?)-----END [A-Z ]+-----/g);
	return [...blocks].map(([, head = '', label = '', body = '']) =>
		line(
			label === 'CERTIFICATE' ? 'certificate' : 'privateKey',
			/friendlyName: (.*)/.exec(head)?.[1]?.trim() ?? '',
			Buffer.from(body, 'base64'),
		),
	);
}

function linesOf(blocks: readonly DecodedBlock[]): string[] {
	return blocks.map(({ facts, der, entry }) => {
		assert.ok(facts && entry);
		return line(facts.kind, entry.name, der);
	});
}

describe('core/x509/containers/pkcs12/openPkcs12', () => {
	let folder: string;
	let root: string;
	const identities: Identity[] = [];
	before(async () => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-open-'));
		const now = new Date();
		const rootKey = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		root = (await writeRoot({ subject: 'Pack Root', now, ttlSeconds: 864_000 }, rootKey)).pem;
		for (const kind of ['P-256', 'RSA-2048', 'Ed25519'] as const) {
			const { privateKeyPem, publicKey } = await generateKey(kind);
			const wish = {
				subject: 'pack.test',
				names: [],
				usage: 'both',
				now,
				ttlSeconds: 3600,
			} as const;
			const leaf = await writeLeaf({ ...wish, publicKey }, makeIssuer(root, rootKey));
			identities.push({ key: privateKeyPem, certificate: leaf.pem });
		}
		writeFileSync(join(folder, 'root.pem'), root);
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	const path = (name: string) => join(folder, name);

	async function written(
		{ key, certificate }: Identity,
		password: string,
		options: readonly string[],
	): Promise<Buffer> {
		writeFileSync(path('key.pem'), key);
		writeFileSync(path('leaf.pem'), certificate);
		const inputs = ['-inkey', path('key.pem'), '-in', path('leaf.pem'), '-out', path('x.p12')];
		const parts = ['pkcs12', '-export', ...inputs, '-passout', 'env:P12', ...options];
		await openssl(parts, { P12: password });
		return readFileSync(path('x.p12'));
	}

	it('reads every entry that openssl reads, whatever it was encrypted and sealed with', async function () {
		this.timeout(120_000);
		const random = randomly(7292);
		const isLegacy = await hasLegacyProvider();
		const encryptions = isLegacy ? [...modern, ...legacy] : modern;
		const switches = isLegacy ? ['-legacy'] : [];
		for (const [index, encryption] of encryptions.entries()) {
			const identity = random.one(identities);
			const password = random.one(passwords);
			const options = [
				...switches,
				...[
					'-certpbe',
					encryption,
					'-keypbe',
					random.chance(0.7) ? encryption : random.one(encryptions),
				],
				...(random.chance(0.8) ? ['-name', `entry ${index}`] : []),
				...(random.chance(0.6) ? ['-certfile', path('root.pem'), '-caname', 'the root'] : []),
				...(random.chance(0.2) ? ['-nomac'] : ['-macalg', macs[index % macs.length] ?? 'sha1']),
				...(random.chance(0.3) ? ['-iter', String(1 + random.below(20_000))] : []),
			];
			const bytes = await written(identity, password, options);
			const asked = ['pkcs12', '-nodes', ...switches, '-in', path('x.p12'), '-passin', 'env:P12'];
			const expected = linesOfOpenssl(await openssl(asked, { P12: password }));
			const { blocks, locked } = await openContainer(bytes, { password });
			assert.deepEqual(linesOf(blocks), expected, options.join(' '));
			assert.deepEqual(locked, []);
			assert.equal(expected.length, options.includes('-certfile') ? 3 : 2);
		}
	});

	it('tells the key’s own certificate from those behind it', async () => {
		const [identity] = identities;
		assert.ok(identity);
		const options = ['-name', 'Büro 密', '-certfile', path('root.pem')];
		const { kind, blocks } = await openContainer(await written(identity, 'a', options), {
			password: 'a',
		});
		assert.equal(kind, 'pkcs12');
		assert.deepEqual(
			blocks.map(({ container, entry }) => [container, entry]),
			[
				['pkcs12', { name: 'Büro 密', kind: 'certificate' }],
				['pkcs12', { name: '', kind: 'chain' }],
				['pkcs12', { name: 'Büro 密', kind: 'privateKey' }],
			],
		);
	});

	it('reads what Java writes, and names a secret without showing it', async () => {
		const { bytes, password } = javaPkcs12;
		const { blocks } = await openContainer(bytes, { password });
		assert.deepEqual(
			blocks.map(({ entry, facts, error }) => [
				entry?.name,
				entry?.kind,
				facts?.kind ?? error?.code,
			]),
			[
				['server', 'privateKey', 'privateKey'],
				['token', 'secret', 'secretEntry'],
				['server', 'certificate', 'certificate'],
				['trusted', 'certificate', 'certificate'],
			],
		);
		assert.equal(blocks.find(({ entry }) => entry?.kind === 'secret')?.der, undefined);
	});

	it('reads RC2-40 and 3DES where this machine’s openssl cannot', async () => {
		const { bytes, password } = oldPkcs12;
		const { blocks } = await openContainer(bytes, { password });
		assert.deepEqual(
			blocks.map(({ entry, facts }) => [entry?.name, facts?.kind]),
			[
				['old', 'certificate'],
				['old', 'privateKey'],
			],
		);
		const [certificate, key] = blocks;
		assert.ok(certificate?.facts?.kind === 'certificate' && key?.facts?.kind === 'privateKey');
		assert.equal(key.facts.publicKeySha256, certificate.facts.publicKeySha256);
	});

	for (const [seal, options] of [
		['a seal', []],
		['no seal', ['-nomac']],
		['old encryption', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-nomac']],
	] as const) {
		it(`tells a wrong password from an empty and from none, with ${seal}`, async () => {
			const [identity] = identities;
			assert.ok(identity);
			const bytes = await written(identity, 'right', options);
			await rejectsWith(openContainer(bytes), 'invalid', 'passwordNeeded');
			await rejectsWith(openContainer(bytes, { password: '' }), 'invalid', 'passwordNeeded');
			const wrong = await rejectsWith(
				openContainer(bytes, { password: 'never-to-be-seen' }),
				'invalid',
				'wrongPassword',
			);
			assert.ok(!JSON.stringify([wrong.args, wrong.message, wrong.stack]).includes('never-to'));
			const empty = await written(identity, '', options);
			await rejectsWith(openContainer(empty, { password: 'a' }), 'invalid', 'passwordIsEmpty');
			assert.equal((await openContainer(empty, { password: '' })).blocks.length, 2);
		});
	}

	it('needs no password where nothing is encrypted, and checks one that is given', async () => {
		const [identity] = identities;
		assert.ok(identity);
		const bytes = await written(identity, 'right', ['-certpbe', 'NONE', '-keypbe', 'NONE']);
		assert.equal((await openContainer(bytes)).blocks.length, 2);
		await rejectsWith(openContainer(bytes, { password: 'a' }), 'invalid', 'wrongPassword');
	});

	it('stops when it is told to, although the file asks for much work', async () => {
		const [identity] = identities;
		assert.ok(identity);
		const options = [
			'-macalg',
			'sha256',
			'-iter',
			'1000000',
			'-certpbe',
			'NONE',
			'-keypbe',
			'NONE',
		];
		const bytes = await written(identity, 'right', options);
		const abort = new AbortController();
		let turns = 0;
		const turn = (): void => {
			turns += 1;
			if (turns < 3) setImmediate(turn);
			else abort.abort();
		};
		setImmediate(turn);
		const opened = openContainer(bytes, { password: 'right', signal: abort.signal });
		await rejectsWith(opened, 'cancelled');
		assert.equal(turns, 3);
	});
});
