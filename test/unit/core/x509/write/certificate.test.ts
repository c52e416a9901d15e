import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyKind } from '../../../../../src/core/backends/contract/backend.js';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import {
	type LeafRequest,
	makeIssuer,
	writeIntermediate,
	writeLeaf,
	writeRoot,
} from '../../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';

const now = new Date('2026-06-01T12:00:00.750Z');
const year = 31_536_000;

async function authorities(kind: KeyKind = 'P-256') {
	const rootKey = await loadSigningKey((await generateKey(kind)).privateKeyPem);
	const root = await writeRoot({ subject: 'Test Root', now, ttlSeconds: 10 * year }, rootKey);
	const key = await generateKey(kind);
	const intermediate = await writeIntermediate(
		{ subject: 'CN=Issuing,O=Lab', now, ttlSeconds: 5 * year, publicKey: key.publicKey },
		makeIssuer(root.pem, rootKey),
	);
	const issuer = makeIssuer(intermediate.pem, await loadSigningKey(key.privateKeyPem));
	return { root, intermediate, issuer };
}

const leafWish = {
	subject: 'api.test',
	names: [
		{ type: 'dns', value: 'api.test' },
		{ type: 'ip', value: '::ffff:10.0.0.7' },
		{ type: 'uri', value: 'spiffe://lab/web' },
		{ type: 'email', value: 'ops@api.test' },
	],
	usage: 'both',
	now,
	ttlSeconds: 86_400,
} as const;

describe('certificates written here', () => {
	for (const kind of ['P-256', 'P-384', 'RSA-2048', 'Ed25519'] as const) {
		it(`make a chain that OpenSSL verifies, with ${kind} keys`, async () => {
			const { root, intermediate, issuer } = await authorities(kind);
			const key = await generateKey(kind);
			const leaf = await writeLeaf({ ...leafWish, publicKey: key.publicKey }, issuer);
			const [top, middle, end] = [root.pem, intermediate.pem, leaf.pem].map(
				(pem) => new X509Certificate(pem),
			);
			assert(top && middle && end);
			assert(top.verify(top.publicKey) && middle.verify(top.publicKey));
			assert(end.verify(middle.publicKey));
			assert(middle.checkIssued(top) && end.checkIssued(middle));
			assert(end.checkPrivateKey(createPrivateKey(key.privateKeyPem)));
			assert(createPublicKey(key.privateKeyPem).equals(end.publicKey));
		});
	}

	it('carry the extensions that RFC 5280 asks for, critical where it says so', async () => {
		const { root, intermediate, issuer } = await authorities();
		const { publicKey } = await generateKey('P-256');
		const leaf = await writeLeaf({ ...leafWish, publicKey }, issuer);
		const [top, middle, end] = [root, intermediate, leaf].map(({ der }) => readCertificate(der));
		assert(top && middle && end);
		for (const facts of [top, middle, end]) assert.deepEqual(facts.problems, []);
		assert(top.isCa && middle.isCa && !end.isCa);
		assert.equal(top.pathLength, undefined);
		assert.equal(middle.pathLength, 0);
		assert.deepEqual(middle.keyUsage, ['keyCertSign', 'cRLSign']);
		assert.deepEqual(end.keyUsage, ['digitalSignature']);
		assert.deepEqual(end.extendedKeyUsage, ['serverAuth', 'clientAuth']);
		assert.equal(middle.subject, 'CN=Issuing,O=Lab');
		assert.equal(end.issuer, middle.subject);
		assert.equal(end.authorityKeyIdentifier, middle.subjectKeyIdentifier);
		assert.equal(top.authorityKeyIdentifier, top.subjectKeyIdentifier);
		assert.deepEqual(
			end.extensions.filter(({ critical }) => critical).map(({ oid }) => oid),
			['2.5.29.19', '2.5.29.15'],
		);
		assert.deepEqual(end.subjectAltNames, [
			...[leafWish.names[0], { type: 'ip', value: '::ffff:10.0.0.7' }],
			...[leafWish.names[2], leafWish.names[3]],
		]);
	});

	it('are valid from a minute ago, in whole seconds, never before or after their issuer', async () => {
		const { intermediate, issuer } = await authorities();
		const { publicKey } = await generateKey('P-256');
		const later = new Date('2027-01-01T00:00:00.900Z');
		const leaf = await writeLeaf({ ...leafWish, now: later, publicKey }, issuer);
		const facts = readCertificate(leaf.der);
		assert.equal(facts.notBefore, '2026-12-31T23:59:00Z');
		assert.equal(facts.notAfter, '2027-01-02T00:00:00Z');
		assert.deepEqual([leaf.notAfter, leaf.capped], [facts.notAfter, false]);

		const long = await writeLeaf({ ...leafWish, ttlSeconds: 99 * year, publicKey }, issuer);
		assert.deepEqual([long.notAfter, long.capped], [intermediate.notAfter, true]);
		const earlier = new Date(now.getTime() - 3_600_000);
		const early = await writeLeaf({ ...leafWish, now: earlier, publicKey }, issuer);
		assert.equal(readCertificate(early.der).notBefore, readCertificate(intermediate.der).notBefore);
	});

	it('have 20-byte positive serial numbers, never two alike', async () => {
		const { issuer } = await authorities();
		const { publicKey } = await generateKey('P-256');
		const serials = new Set<string>();
		for (let count = 0; count < 50; count += 1) {
			const leaf = await writeLeaf({ ...leafWish, publicKey }, issuer);
			assert.match(leaf.serialNumber, /^[4-7][0-9a-f]{39}$/);
			assert.equal(readCertificate(leaf.der).serialNumber, leaf.serialNumber);
			serials.add(leaf.serialNumber);
		}
		assert.equal(serials.size, 50);
	});

	it('mark the names critical when there is no subject, and refuse neither', async () => {
		const { issuer } = await authorities();
		const { publicKey } = await generateKey('RSA-2048');
		const leaf = await writeLeaf({ ...leafWish, subject: '', publicKey }, issuer);
		const facts = readCertificate(leaf.der);
		assert.equal(facts.subject, '');
		assert.equal(facts.extensions.find(({ oid }) => oid === '2.5.29.17')?.critical, true);
		assert.deepEqual(facts.keyUsage, ['digitalSignature', 'keyEncipherment']);
		await refuses({ ...leafWish, subject: '', names: [], publicKey }, 'noNames');
	});

	it('refuse names that no client would match', async () => {
		const { publicKey } = await generateKey('P-256');
		const wish = (type: 'dns' | 'ip' | 'uri' | 'email', value: string) => ({
			...leafWish,
			publicKey,
			names: [{ type, value }],
		});
		for (const name of [
			'a b.test',
			'a..test',
			'-a.test',
			'10.0.0.7',
			'10.0.0.256',
			'a,DNS:b.test',
			'',
			'*',
		])
			await refuses(wish('dns', name), 'dnsName');
		for (const ip of ['10.0.0', 'fe80::1%eth0', '10.0.0.256'])
			await refuses(wish('ip', ip), 'ipAddress');
		for (const uri of ['no scheme', 'spiffe://lab/a b', 'http://'])
			await refuses(wish('uri', uri), 'uri');
		for (const email of ['@test', 'a@', 'a@*.test']) await refuses(wish('email', email), 'email');
		for (const subject of [
			'CN=',
			'X=1',
			'CN=a\\',
			'C=Germany',
			'a'.repeat(65),
			'CN="a',
			'CN=#0401',
		])
			await refuses({ ...wish('dns', 'a.test'), subject }, 'subject');
	});

	it('write international names in ASCII and each name once', async () => {
		const { issuer } = await authorities();
		const { publicKey } = await generateKey('P-256');
		const names = ['*.Bücher.test.', '*.xn--bcher-kva.test', 'API.test', 'api.test'];
		const leaf = await writeLeaf(
			{ ...leafWish, publicKey, names: names.map((value) => ({ type: 'dns', value })) },
			issuer,
		);
		assert.deepEqual(
			readCertificate(leaf.der).subjectAltNames.map(({ value }) => value),
			['*.xn--bcher-kva.test', 'API.test'],
		);
	});

	it('keep subjects as RFC 4514 reads them', async () => {
		const { issuer } = await authorities();
		const { publicKey } = await generateKey('P-256');
		for (const [given, read] of [
			['CN=a\\, b\\2bc,OU=x+OU=y,O=Müller \\#1\\20', 'CN=a\\, b\\+c,OU=x+OU=y,O=Müller #1\\ '],
			['  DC=lab , DC=test', 'DC=lab,DC=test'],
			['emailAddress=a@b.test,CN="q, r"', 'emailAddress=a@b.test,CN=q\\, r'],
			['Alice & Söhne', 'CN=Alice & Söhne'],
			['2.5.4.97=VATDE-1,C=DE', 'organizationIdentifier=VATDE-1,C=DE'],
		] as const) {
			const leaf = await writeLeaf({ ...leafWish, subject: given, publicKey }, issuer);
			assert.equal(readCertificate(leaf.der).subject, read);
		}
	});

	it('are not made by an expired issuer, nor by a key that is not the certificate’s', async () => {
		const { root, issuer } = await authorities();
		const { publicKey } = await generateKey('P-256');
		const later = new Date('2033-01-01T00:00:00Z');
		await refuses({ ...leafWish, publicKey, now: later }, 'issuerExpired', issuer);
		assert.throws(
			() => makeIssuer(root.pem, issuer.key),
			(error) => isPkiError(error, 'keyLost') && error.reason === 'otherKey',
		);
	});
});

async function refuses(wish: LeafRequest, reason: string, given?: Parameters<typeof writeLeaf>[1]) {
	const issuer = given ?? (await shared).issuer;
	await assert.rejects(
		async () => writeLeaf(wish, issuer),
		(error) => isPkiError(error, 'invalid') && error.reason === reason,
		`${reason}: ${JSON.stringify(wish.subject)} ${JSON.stringify(wish.names)}`,
	);
}

const shared = authorities();
