import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decode } from '../../../../../src/core/decode/decode.js';
import { DerCursor, tags } from '../../../../../src/core/x509/asn1/der.js';
import type { DecodedFacts } from '../../../../../src/core/x509/model.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import { octets, spkiOf, tlv, sshString } from '../../../../support/der.js';
import { integer, oid, sequence } from '../../../../support/der.js';

function facts(input: string | Uint8Array): DecodedFacts {
	const [block, ...others] = decode(input);
	assert.ok(block?.facts, JSON.stringify(block?.error));
	assert.equal(others.length, 0);
	return block.facts;
}

function integersIn(der: Buffer): Buffer[] {
	const cursor = DerCursor.over(der);
	const found: Buffer[] = [];
	while (!cursor.atEnd) found.push(cursor.expect(tags.integer).content());
	return found;
}

const hashOf = (key: KeyObject): string => createHash('sha256').update(spkiOf(key)).digest('hex');

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pairs = [
	[rsa, { keyType: 'rsa', keyBits: 1024 }],
	[generateKeyPairSync('ec', { namedCurve: 'P-256' }), { keyType: 'ec', curve: 'P-256' }],
	[generateKeyPairSync('ec', { namedCurve: 'P-384' }), { keyType: 'ec', curve: 'P-384' }],
	[generateKeyPairSync('ec', { namedCurve: 'secp256k1' }), { keyType: 'ec', curve: 'secp256k1' }],
	[
		generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' }),
		{ keyType: 'ec', curve: 'brainpoolP384r1' },
	],
	[generateKeyPairSync('ed25519'), { keyType: 'ed25519' }],
	[generateKeyPairSync('x25519'), { keyType: 'x25519' }],
	[generateKeyPairSync('rsa-pss', { modulusLength: 1024 }), { keyType: 'rsa-pss', keyBits: 1024 }],
] as const;

describe('x509: keys', () => {
	it('reads PKCS #8 and matches it with its public key', () => {
		for (const [{ privateKey, publicKey }, expected] of pairs) {
			const read = { kind: 'privateKey', format: 'pkcs8', encrypted: false, ...expected };
			const publicKeySha256 = hashOf(publicKey);
			const all = { ...read, publicKeySha256 };
			assert.deepEqual(facts(privateKey.export({ format: 'der', type: 'pkcs8' })), all);
			assert.deepEqual(facts(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()), all);
			const spki = { kind: 'publicKey', ...expected, publicKeySha256 };
			assert.deepEqual(facts(publicKey.export({ format: 'pem', type: 'spki' }).toString()), spki);
		}
	});

	it('reads the older forms', () => {
		const pkcs1 = {
			kind: 'privateKey',
			format: 'pkcs1',
			encrypted: false,
			keyType: 'rsa',
			keyBits: 1024,
		};
		const publicKeySha256 = hashOf(rsa.publicKey);
		const rsaPem = rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();
		const rsaDer = rsa.privateKey.export({ format: 'der', type: 'pkcs1' });
		assert.deepEqual(facts(rsaPem), { ...pkcs1, publicKeySha256 });
		assert.deepEqual(facts(rsaDer), { ...pkcs1, publicKeySha256 });
		const publicPem = rsa.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString();
		assert.deepEqual(facts(publicPem), {
			kind: 'publicKey',
			keyType: 'rsa',
			keyBits: 1024,
			publicKeySha256,
		});
		const ec = pairs[1][0];
		const sec1 = {
			kind: 'privateKey',
			format: 'sec1',
			encrypted: false,
			keyType: 'ec',
			curve: 'P-256',
		};
		const ecPem = ec.privateKey.export({ format: 'pem', type: 'sec1' }).toString();
		assert.deepEqual(facts(ecPem), { ...sec1, publicKeySha256: hashOf(ec.publicKey) });
	});

	it('finds the public part of an EC key that does not hold it', () => {
		const { privateKey, publicKey } = pairs[1][0];
		const { d = '' } = privateKey.export({ format: 'jwk' });
		const curve = tlv(0xa0, oid('1.2.840.10045.3.1.7'));
		const bare = sequence(integer('01'), octets(Buffer.from(d, 'base64url')), curve);
		const read = facts(toPem('EC PRIVATE KEY', bare));
		assert.equal(Reflect.get(read, 'publicKeySha256'), hashOf(publicKey));
		const unknown = sequence(integer('01'), octets('secret'), tlv(0xa0, oid('1.2.3.4')));
		assert.deepEqual(facts(toPem('EC PRIVATE KEY', unknown)), {
			kind: 'privateKey',
			format: 'sec1',
			encrypted: false,
			keyType: 'ec',
			curve: '1.2.3.4',
		});
	});

	it('computes with no number that the file chose: of a DSA key the public part stays unknown', () => {
		const { privateKey } = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
		const found = facts(privateKey.export({ format: 'pem', type: 'pkcs8' }));
		assert.ok(found.kind === 'privateKey');
		assert.equal(found.keyType, 'dsa');
		assert.equal(found.publicKeySha256, undefined);
	});

	it('takes the public part of a DSA key from the file where it is written down', () => {
		const { publicKey } = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
		const info = DerCursor.over(spkiOf(publicKey)).expect(tags.sequence).enter();
		const algorithm = info.expect(tags.sequence).enter();
		algorithm.expect(tags.oid);
		const parameters = algorithm.expect(tags.sequence).content();
		const y = info.expect(tags.bitString).content().subarray(1);
		const traditional = sequence(integer('00'), parameters, y, integer('01'));
		const expected = { keyType: 'dsa', keyBits: 1024, publicKeySha256: hashOf(publicKey) };
		const shared = { kind: 'privateKey', encrypted: false, ...expected };
		const pem = toPem('DSA PRIVATE KEY', traditional);
		assert.deepEqual(facts(pem), { ...shared, format: 'dsa' });
		const numbers = integersIn(Buffer.concat([parameters, y]));
		const part = Buffer.concat(['ssh-dss', ...numbers].map(sshString));
		const strings = [...['none', 'none', ''].map(sshString), Buffer.of(0, 0, 0, 1)];
		const ssh = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...strings, sshString(part)]);
		assert.deepEqual(facts(toPem('OPENSSH PRIVATE KEY', ssh)), { ...shared, format: 'openssh' });
	});

	it('says of an encrypted key that it is one', () => {
		const cipher = { cipher: 'aes-256-cbc', passphrase: 'correct horse' };
		const modern = { kind: 'privateKey', format: 'pkcs8', encrypted: true, keyType: 'unknown' };
		const pem = rsa.privateKey.export({ format: 'pem', type: 'pkcs8', ...cipher }).toString();
		assert.deepEqual(facts(pem), modern);
		const der = rsa.privateKey.export({ format: 'der', type: 'pkcs8', ...cipher });
		assert.deepEqual(facts(der), modern);
		const legacy = rsa.privateKey.export({ format: 'pem', type: 'pkcs1', ...cipher }).toString();
		assert.match(legacy, /Proc-Type/);
		assert.deepEqual(facts(legacy), { ...modern, format: 'pkcs1', keyType: 'rsa' });
	});

	it('reads the header of an OpenSSH key', () => {
		const { publicKey } = pairs[5][0];
		const raw = spkiOf(publicKey).subarray(-32);
		const openssh = (cipher: string, key: Buffer): string =>
			toPem(
				'OPENSSH PRIVATE KEY',
				Buffer.concat([
					Buffer.from('openssh-key-v1\0'),
					sshString(cipher),
					sshString('none'),
					sshString(''),
					Buffer.of(0, 0, 0, 1),
					sshString(key),
					sshString('private part'),
				]),
			);
		const head = { kind: 'privateKey', format: 'openssh' };
		assert.deepEqual(
			facts(openssh('none', Buffer.concat([sshString('ssh-ed25519'), sshString(raw)]))),
			{
				...head,
				encrypted: false,
				keyType: 'ed25519',
				publicKeySha256: hashOf(publicKey),
			},
		);
		const { n = '', e = '' } = rsa.publicKey.export({ format: 'jwk' });
		const blob = [
			sshString('ssh-rsa'),
			...[e, n].map((part) => sshString(Buffer.from(part, 'base64url'))),
		];
		assert.deepEqual(facts(openssh('aes256-ctr', Buffer.concat(blob))), {
			...head,
			encrypted: true,
			keyType: 'rsa',
			keyBits: 1024,
			publicKeySha256: hashOf(rsa.publicKey),
		});
		assert.equal(decode(openssh('none', Buffer.of(0, 0, 0, 9)))[0]?.error?.code, 'truncated');
		assert.equal(
			decode(toPem('OPENSSH PRIVATE KEY', Buffer.from('none')))[0]?.error?.code,
			'unexpectedTag',
		);
	});

	it('never gives away a secret number', () => {
		const { privateKey } = pairs[1][0];
		const { d = '' } = privateKey.export({ format: 'jwk' });
		const secret = Buffer.from(d, 'base64url');
		for (const type of ['pkcs8', 'sec1'] as const) {
			const shown = JSON.stringify(facts(privateKey.export({ format: 'der', type })));
			assert.equal(shown.includes(secret.toString('hex')), false);
			assert.equal(shown.includes(secret.toString('base64')), false);
		}
	});
});
