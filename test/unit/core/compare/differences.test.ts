import assert from 'node:assert/strict';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { differences } from '../../../../src/core/compare/differences.js';
import { likenessOf } from '../../../../src/core/compare/likeness.js';
import { keptOf } from '../../../../src/core/decode/kept.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import type { DecodedFacts } from '../../../../src/core/x509/model.js';
import { generateKey } from '../../../../src/core/x509/write/keys.js';
import { makeRequest } from '../../../support/contract/tools.js';
import { crlPemOf, derOf } from '../../../support/certificates.js';
import { boolean, dns, extension, sequence, subjectAltName } from '../../../support/der.js';

const now = new Date('2026-11-01T00:00:00Z');

function blockOf(content: string | Uint8Array) {
	const [block] = decode(content);
	assert.ok(block);
	const kept = keptOf(block);
	assert.ok(!kept.error);
	return kept;
}

function factsOf(content: string | Uint8Array): DecodedFacts {
	const [block] = decode(content);
	assert.ok(block?.facts);
	return block.facts;
}

const certificate = (...names: readonly string[]) =>
	factsOf(derOf({ now, name: 'a', extensions: [subjectAltName(...names.map(dns))] }));
const fieldsIn = (left: DecodedFacts, right: DecodedFacts) =>
	differences(left, right).map(({ field }) => field);

describe('core/compare/differences', () => {
	it('finds none between a certificate and itself, however it is written', () => {
		const bytes = derOf({ now });
		const pem = toPem('CERTIFICATE', bytes);
		assert.deepEqual(differences(factsOf(pem), factsOf(bytes)), []);
		const base64 = Buffer.from(pem).toString('base64');
		assert.deepEqual(differences(factsOf(base64), factsOf(bytes)), []);
	});

	it('names the fields of the facts, with the value of each side', () => {
		const [old, renewed] = [derOf({ now, to: 10 }), derOf({ now, to: 30 })].map(factsOf);
		assert.ok(old && renewed);
		assert.deepEqual(
			differences(old, renewed).filter(({ field }) => !field.endsWith('Fingerprint')),
			[{ field: 'notAfter', left: '2026-11-11T00:00:00Z', right: '2026-12-01T00:00:00Z' }],
		);
	});

	it('does not mind the order of names, and tells only those that differ', () => {
		const [one, other] = [certificate('a.test', 'b.test'), certificate('b.test', 'a.test')];
		assert.deepEqual(fieldsIn(one, other), ['sha256Fingerprint', 'sha1Fingerprint']);
		const more = certificate('b.test', 'c.test', 'a.test');
		const found = differences(one, more).find(({ field }) => field === 'subjectAltNames');
		assert.deepEqual(found, {
			...{ field: 'subjectAltNames', left: [], right: [{ type: 'dns', value: 'c.test' }] },
		});
		const twice = certificate('a.test', 'b.test', 'b.test');
		assert.ok(fieldsIn(one, twice).includes('subjectAltNames'));
	});

	it('minds the order where it counts', () => {
		const one = certificate('a.test');
		assert.deepEqual(
			fieldsIn(
				{ ...one, subject: 'CN=a,O=b' } as DecodedFacts,
				{ ...one, subject: 'O=b,CN=a' } as DecodedFacts,
			),
			['subject'],
		);
	});

	it('tells extensions that one side lacks', () => {
		const one = factsOf(
			derOf({ now, extensions: [extension('2.5.29.19', sequence(boolean(true)))] }),
		);
		const other = factsOf(derOf({ now, extensions: [] }));
		const found = differences(one, other).find(({ field }) => field === 'extensions');
		assert.ok(Array.isArray(found?.left) && Array.isArray(found.right));
		assert.deepEqual([found.left.length, found.right.length], [1, 0]);
	});

	it('compares CRLs, requests and keys, and different kinds', async () => {
		const [older, newer] = [crlPemOf({ now, from: -2 }), crlPemOf({ now, from: -1 })].map(factsOf);
		assert.ok(older && newer);
		assert.deepEqual(fieldsIn(older, newer), ['thisUpdate']);
		const [first, second] = [await generateKey('P-256'), await generateKey('RSA-2048')];
		const [key, rsaKey] = [first, second].map(({ privateKeyPem }) => factsOf(privateKeyPem));
		assert.ok(key && rsaKey);
		const found = differences(key, rsaKey);
		assert.deepEqual(found.map(({ field }) => field).sort(), [
			...['curve', 'keyBits', 'keyType', 'publicKeySha256'],
		]);
		assert.deepEqual(
			found.find(({ field }) => field === 'curve'),
			{ field: 'curve', left: 'P-256', right: null },
		);
		const publicHalf = factsOf(first.publicKey);
		assert.ok(!fieldsIn(key, publicHalf).includes('publicKeySha256'));
		assert.ok(fieldsIn(key, publicHalf).includes('kind'));
		const request = factsOf((await makeRequest('a.test')).pem);
		assert.ok(fieldsIn(request, certificate('a.test')).includes('kind'));
	});

	it('calls identical only what was read and is', async () => {
		const likeness = (left: string | Uint8Array, right: string | Uint8Array) =>
			likenessOf(blockOf(left), blockOf(right));
		const bytes = derOf({ now });
		assert.equal(likeness(toPem('CERTIFICATE', bytes), bytes), 'identical');
		assert.equal(likeness(bytes, derOf({ now, name: 'b.test' })), 'different');
		const list = crlPemOf({ now, from: -1 });
		assert.equal(likeness(list, list), 'identical');
		const der = Buffer.from(list.replace(/-.*-/g, ''), 'base64');
		der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
		assert.equal(likeness(list, der), 'alike');
		const { privateKeyPem } = await generateKey('P-256');
		assert.equal(likeness(privateKeyPem, privateKeyPem), 'identical');
		const key = createPrivateKey(privateKeyPem);
		const locked = (one: KeyObject) =>
			one
				.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
				.toString();
		const other = createPrivateKey((await generateKey('P-256')).privateKeyPem);
		assert.equal(likeness(locked(key), locked(other)), 'unread');
		assert.equal(likeness(privateKeyPem, locked(key)), 'different');
	});
});
