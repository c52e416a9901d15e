/** Private keys, and the keys of certificates. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { decode } from '../../../../../src/core/decode/decode.js';
import { keptOf } from '../../../../../src/core/decode/kept.js';
import type { AnalysisInput } from '../../../../../src/core/diagnostics/analyze.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import {
	certificate,
	commonName,
	integer,
	octets,
	oid,
	sequence,
	bits,
	tlv,
} from '../../../../support/der.js';
import {
	ecKeys,
	makeCertificate,
	makeRoot,
	pkcs8,
	rsaKeys,
	type Wish,
} from '../../../../matrix/material.js';
import { opensshKey } from '../../../../matrix/opensshKey.js';
import { pbeMd5Des, pbeSha3des, traditionalDes } from '../../../../matrix/oldEncryption.js';
import { check, findingsOf, pem, said } from './said.js';

const root = makeRoot('Root');
const leafOf = (wish: Partial<Wish> = {}) =>
	makeCertificate({ name: 'web.test', issuer: root, ca: false, ...wish });

describe('the size of an RSA key', () => {
	const weak = leafOf({ keys: rsaKeys(1024) });
	const short = makeRoot('Short', { issuer: root, keys: rsaKeys(1024) });
	check([
		['2048 bits', leafOf({ keys: rsaKeys() }).pem, []],
		['1024 bits', weak.pem, ['weakRsaKey error']],
		[
			'2000 bits, which everyone takes',
			leafOf({ keys: rsaKeys(2000) }).pem,
			['weakRsaKey information'],
		],
		['a root of 1024 bits', makeRoot('a', { keys: rsaKeys(1024) }).pem, ['weakRsaKey warning']],
		['an issuer in a chain', pem(leafOf({ issuer: short }), short), ['weakRsaKey error']],
		[
			'one of a trust store',
			pem(root, makeRoot('a', { keys: rsaKeys(1024) })),
			['weakRsaKey information'],
		],
		['a key by itself', weak.keyPem, ['weakRsaKey warning']],
		['a key before its certificate, once', weak.keyPem + weak.pem, ['weakRsaKey error']],
	]);
});

describe('the curve of a key', () => {
	const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
	check([
		['P-384', leafOf({ keys: ecKeys('P-384') }).pem, []],
		['Ed25519', leafOf({ keys: generateKeyPairSync('ed25519') }).pem, []],
		['P-192', leafOf({ keys: ecKeys('prime192v1') }).pem, ['weakCurve error']],
		['P-224', leafOf({ keys: ecKeys('secp224r1') }).pem, ['weakCurve error']],
		[
			'a root on P-224, which works',
			makeRoot('a', { keys: ecKeys('secp224r1') }).pem,
			['weakCurve information'],
		],
		['secp256k1', leafOf({ keys: ecKeys('secp256k1') }).pem, ['unknownCurve error']],
		[
			'brainpool of a client',
			leafOf({ keys: ecKeys('brainpoolP256r1') }).pem,
			['unknownCurve warning'],
		],
		[
			'brainpool of a server',
			leafOf({ keys: ecKeys('brainpoolP256r1'), usages: ['serverAuth'] }).pem,
			['unknownCurve error'],
		],
		['a curve without a name', leafOf({ keys: ecKeys('sect283k1') }).pem, ['unknownCurve error']],
		['explicit parameters', leafOf({ keys: explicit }).pem, ['explicitEcParameters error']],
	]);
});

describe('the type of a key', () => {
	const ed448 = generateKeyPairSync('ed448');
	const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
	check([
		['Ed448', leafOf({ keys: ed448 }).pem, ['uncommonKeyType warning']],
		['RSA-PSS', leafOf({ keys: pss }).pem, ['uncommonKeyType warning']],
		['Ed448 of a code signer', leafOf({ keys: ed448, usages: ['codeSigning'] }).pem, []],
		['Ed448 without a certificate', pkcs8(ed448), []],
	]);
});

describe('the exponent of an RSA key', () => {
	const modulus = rsaKeys()
		.publicKey.export({ format: 'der', type: 'pkcs1' })
		.subarray(4, 4 + 261);
	const spki = (exponent: string) =>
		sequence(
			sequence(oid('1.2.840.113549.1.1.1'), tlv(0x05)),
			bits(sequence(modulus, integer(exponent))),
		);
	const withExponent = (exponent: string) =>
		toPem('CERTIFICATE', certificate({ subject: commonName('a'), spki: spki(exponent) }));
	check([
		['65537', withExponent('010001'), []],
		['3', withExponent('03'), ['oddRsaExponent information']],
		['1', withExponent('01'), ['oddRsaExponent warning']],
		['an even one', withExponent('010000'), ['oddRsaExponent warning']],
		['one beyond what Go takes', withExponent('0080000001'), ['oddRsaExponent warning']],
		['one beyond 2^64', withExponent('010000000000000001'), ['oddRsaExponent warning']],
		['3 of a public key', toPem('PUBLIC KEY', spki('03')), ['oddRsaExponent information']],
	]);
});

describe('keys that are published', () => {
	/** RFC 9500, 2.3, testECCP256. */
	const published = createPrivateKey({
		format: 'jwk',
		key: {
			kty: 'EC',
			crv: 'P-256',
			x: 'QiVI-I-3gv-17KN0RFLHKh5Vj71vc75eSOkyMsxFxbE',
			y: 'bEzRDEy41bihcTnpSILImSVymTQl9BQZq36QpCpJQnI',
			d: '5stb3YCqRa6clejBVHZnn_7JU8FoUecR50OTlYnGT8E',
		},
	});
	const keys = { privateKey: published, publicKey: createPublicKey(published) };
	const leaf = leafOf({ keys });
	check([
		['a certificate', leaf.pem, ['publishedTestKey warning']],
		['a private key', pkcs8(keys), ['publishedTestKey warning']],
		['both, once', pkcs8(keys) + leaf.pem, ['publishedTestKey warning']],
		['a key of its own', pkcs8(ecKeys()), []],
	]);

	it('say where', async () => {
		const [finding] = await findingsOf(leaf.pem);
		assert.deepEqual(finding?.args, { source: 'RFC 9500' });
	});
});

describe('the key of a JWK and its certificate', () => {
	const keys = ecKeys();
	const own = leafOf({ keys });
	const other = leafOf();
	const jwk = (certificates: readonly (typeof own)[], isPrivate = false) =>
		JSON.stringify({
			...keys[isPrivate ? 'privateKey' : 'publicKey'].export({ format: 'jwk' }),
			kid: 'k',
			x5c: certificates.map(({ pem: text }) => text.replaceAll(/-----[A-Z ]+-----|\s/g, '')),
		});
	const file = { path: '/w/keys.json' };
	check([
		['the same', jwk([own]), [], file],
		['the same, private', jwk([own], true), [], file],
		['another', jwk([other]), ['jwkKeyMismatch warning'], file],
		['another, private', jwk([other], true), ['jwkKeyMismatch warning'], file],
		['its own behind another', jwk([other, own]), ['jwkKeyMismatch warning'], file],
		['one without certificates', jwk([]), [], file],
	]);

	it('is found where the key stands', async () => {
		const text = jwk([other], true);
		const [finding] = await findingsOf(text, file);
		assert.ok(finding);
		assert.match(text.slice(finding.start, finding.end), /^"d":"[\w-]{43}"$/);
	});
});

describe('the mode of a key file', () => {
	const key = pkcs8(ecKeys());
	const locked = ecKeys()
		.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
		.toString();
	check([
		['one that others read', key, ['keyModeTooWide warning'], { mode: 0o644 }],
		['one that the group reads', key, ['keyModeTooWide warning'], { mode: 0o640 }],
		['one of its owner', key, [], { mode: 0o600 }],
		['one that cannot be written', key, [], { mode: 0o400 }],
		['one where modes mean nothing', key, []],
		['an encrypted key', locked, [], { mode: 0o644 }],
		['a certificate', leafOf().pem, [], { mode: 0o644 }],
	]);

	it('is named in octal', async () => {
		const [finding] = await findingsOf(key, { mode: 0o644 });
		assert.deepEqual(finding?.args, { mode: '0644' });
	});
});

describe('the key of a CA', () => {
	const ca = makeRoot('Dev CA');
	const leaf = leafOf();
	const locked = ca.keys.privateKey
		.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
		.toString();
	const selfSigned = makeCertificate({ name: 'a', ca: true, dns: ['localhost'] });
	const beside =
		(files: Readonly<Record<string, string>>): AnalysisInput['beside'] =>
		(name) => {
			const text = files[name];
			return Promise.resolve(text === undefined ? undefined : { text, blocks: decode(text) });
		};
	check([
		['one in the file', ca.keyPem + ca.pem, ['caKeyUnencrypted information']],
		['an encrypted one', locked + ca.pem, []],
		['a leaf’s', leaf.keyPem + leaf.pem, []],
		['a self-signed host’s', selfSigned.keyPem + selfSigned.pem, []],
		[
			'one beside',
			ca.keyPem,
			['caKeyUnencrypted information'],
			{ path: '/c/ca.key', beside: beside({ 'ca.crt': ca.pem }) },
		],
		[
			'an encrypted one beside',
			locked,
			[],
			{ path: '/c/ca.key', beside: beside({ 'ca.crt': ca.pem }) },
		],
		[
			'one beside another CA',
			leaf.keyPem,
			[],
			{ path: '/c/ca.key', beside: beside({ 'ca.crt': ca.pem }) },
		],
	]);
});

describe('a key in the format of ssh', () => {
	const web = leafOf();
	const key = opensshKey(web.keys);
	const beside = (name: string) =>
		Promise.resolve(name === 'web.crt' ? { text: web.pem, blocks: decode(web.pem) } : undefined);
	check([
		['one alone', key, [], { path: '/home/.ssh/id', beside }],
		['one beside a certificate', key, ['opensshTlsKey warning'], { path: '/tls/web.key', beside }],
		[
			'one with a certificate',
			web.pem + key,
			['opensshTlsKey warning'],
			{ path: '/a.pem', beside },
		],
		['one in a format that programs load', web.keyPem, [], { path: '/tls/web.key', beside }],
	]);

	it('is loaded by no TLS program', () => {
		assert.throws(() => createSecureContext({ cert: web.pem, key }));
		assert.ok(createSecureContext({ cert: web.pem, key: web.keyPem }));
	});
});

describe('the encryption of a key', () => {
	const { privateKey } = ecKeys();
	const der = privateKey.export({ type: 'pkcs8', format: 'der' });
	const sec1 = privateKey.export({ type: 'sec1', format: 'der' });
	const modern = (type: 'pkcs8' | 'sec1', cipher: string) =>
		privateKey.export({ type, format: 'pem', cipher, passphrase: 'x' } as never).toString();
	const keys = {
		'PBE-MD5-DES': pbeMd5Des(der, 'x'),
		'PBE-SHA1-3DES': pbeSha3des(der, 'x'),
		'traditional DES': traditionalDes('EC PRIVATE KEY', sec1, 'x'),
		'PBES2 with AES': modern('pkcs8', 'aes-256-cbc'),
		'PBES2 with 3DES': modern('pkcs8', 'des-ede3-cbc'),
		'traditional AES': modern('sec1', 'aes-128-cbc'),
	};
	/** EncryptedPrivateKeyInfo (RFC 5958, 3) by PBES2 with that cipher; nobody comes so far as to decrypt it. */
	const encryptedBy = (cipher: string) => {
		const derivation = sequence(
			oid('1.2.840.113549.1.5.12'),
			sequence(octets(Buffer.alloc(8)), integer('0800')),
		);
		const scheme = sequence(derivation, sequence(oid(cipher), octets(Buffer.alloc(8))));
		const algorithm = sequence(oid('1.2.840.113549.1.5.13'), scheme);
		return toPem('ENCRYPTED PRIVATE KEY', sequence(algorithm, octets(Buffer.alloc(64))));
	};

	for (const [name, key] of Object.entries(keys)) {
		it(`${name} is outdated exactly where Node cannot open it`, async () => {
			const opens = (): unknown => createPrivateKey({ key, passphrase: 'x' });
			const findings = await said(key);
			if (findings.length === 0) assert.ok(opens());
			else {
				assert.throws(opens, { code: 'ERR_OSSL_EVP_UNSUPPORTED' });
				assert.deepEqual(findings, ['outdatedKeyEncryption error']);
			}
		});
	}

	check([
		['PBES2 with DES', encryptedBy('1.3.14.3.2.7'), ['outdatedKeyEncryption error']],
		['PBES2 with RC2', encryptedBy('1.2.840.113549.3.2'), ['outdatedKeyEncryption error']],
		['PBES2 with 3DES', encryptedBy('1.2.840.113549.3.7'), []],
	]);

	for (const [where, text] of [
		['as it is', pbeMd5Des(der, 'x')],
		['in base64', `data:\n  tls.key: ${Buffer.from(pbeMd5Des(der, 'x')).toString('base64')}\n`],
	] as const) {
		it(`is said of an open document too, whose keys are not kept: ${where}`, async () => {
			const blocks = decode(text).map(keptOf);
			assert.deepEqual(await said(text, { blocks }), ['outdatedKeyEncryption error']);
		});
	}
});
