import assert from 'node:assert/strict';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { readCrl } from '../../../../../src/core/x509/crl.js';
import { makeIssuer, writeRoot } from '../../../../../src/core/x509/write/certificate.js';
import { writeCrl } from '../../../../../src/core/x509/write/crl.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';
import { DerCursor, tags } from '../../../../../src/core/x509/asn1/der.js';
import { createPublicKey, verify } from 'node:crypto';

const now = new Date('2026-06-01T12:00:00Z');
const nextUpdate = new Date('2026-06-08T12:00:00Z');

async function issuer() {
	const key = await loadSigningKey((await generateKey('P-384')).privateKeyPem);
	const root = await writeRoot({ subject: 'Lists', now, ttlSeconds: 86_400 * 365 }, key);
	return makeIssuer(root.pem, key);
}

describe('revocation lists', () => {
	it('name the revoked, why, and when the next one comes, signed by the issuer', async () => {
		const from = await issuer();
		const pem = await writeCrl(
			{
				...{ number: 300, thisUpdate: now, nextUpdate },
				revoked: [
					{
						serialNumber: 'ff01',
						revokedAt: new Date('2026-05-01T00:00:00Z'),
						reason: 'keyCompromise',
					},
					{ serialNumber: '4002', revokedAt: new Date('2026-05-02T00:00:00Z') },
				],
			},
			from,
		);
		const der = firstPemDer(pem, 'X509 CRL');
		assert(der);
		const facts = readCrl(der);
		assert.deepEqual(facts.problems, []);
		assert.equal(facts.issuer, 'CN=Lists');
		assert.equal(BigInt(`0x${facts.crlNumber ?? ''}`), 300n);
		assert.deepEqual(
			[facts.thisUpdate, facts.nextUpdate],
			['2026-06-01T12:00:00Z', '2026-06-08T12:00:00Z'],
		);
		assert.equal(facts.authorityKeyIdentifier, from.keyIdentifier);
		assert.deepEqual(facts.revoked, [
			{ serialNumber: 'ff01', revokedAt: '2026-05-01T00:00:00Z', reason: 'keyCompromise' },
			{ serialNumber: '4002', revokedAt: '2026-05-02T00:00:00Z', reason: 'unspecified' },
		]);
		assert(isSigned(der, from.key.publicKey));
	});

	it('may be empty', async () => {
		const pem = await writeCrl(
			{ number: 1, thisUpdate: now, nextUpdate, revoked: [] },
			await issuer(),
		);
		const der = firstPemDer(pem, 'X509 CRL');
		assert(der);
		assert.deepEqual([readCrl(der).revokedCount, readCrl(der).problems], [0, []]);
	});
});

function isSigned(der: Buffer, spki: Buffer): boolean {
	const outer = DerCursor.over(der).expect(tags.sequence).enter();
	const body = outer.expect(tags.sequence).element();
	outer.expect(tags.sequence);
	const signature = outer.expect(tags.bitString).content().subarray(1);
	return verify(
		'sha384',
		body,
		createPublicKey({ key: spki, format: 'der', type: 'spki' }),
		signature,
	);
}
