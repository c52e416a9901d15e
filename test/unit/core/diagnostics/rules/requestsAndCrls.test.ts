import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { toPem } from '../../../../../src/core/find/pem.js';
import { readCrl } from '../../../../../src/core/x509/crl.js';
import { makeCertificate, makeRoot, rsaKeys } from '../../../../matrix/material.js';
import { crlOf, revokedEntry as entry } from '../../../../support/crls.js';
import { integer, oid, request, sequence, set, utf8 } from '../../../../support/der.js';
import { findersFor } from '../../../../support/findings.js';

const { findingsIn, saidOf } = findersFor('requests', 'revoked-here');

describe('requests', () => {
	const pem = (der: Buffer) => toPem('CERTIFICATE REQUEST', der);
	const challenge = sequence(oid('1.2.840.113549.1.9.7'), set(utf8('geheim')));

	for (const [what, der, expected] of [
		['a plain one', request(), []],
		[
			'one of an RSA key',
			request({ spki: spkiOf(rsaKeys()), signingKey: rsaKeys().privateKey }),
			[],
		],
		[
			'one with a password',
			request({ attributes: [challenge] }),
			['challengePasswordPresent information'],
		],
		[
			'one that another key signed',
			request({ spki: spkiOf(rsaKeys(2048)), signingKey: otherKey() }),
			['requestSignatureInvalid warning'],
		],
		['one that was changed', changed(request()), ['requestSignatureInvalid warning']],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			assert.deepEqual(await saidOf(pem(der)), expected);
		});
	}

	it('never show the password', async () => {
		const findings = await findingsIn(pem(request({ attributes: [challenge] })));
		const shown = findings.map(({ code, args }) => ({ code, args }));
		assert.ok(!JSON.stringify(shown).includes('geheim'));
	});
});

describe('certificates that a CRL revokes', () => {
	const root = makeRoot('Root');
	const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: root, ca: false });
	const serial = Buffer.from(new X509Certificate(leaf.pem).serialNumber, 'hex').toString('hex');
	const revokes = (...serials: string[]) => crlOf(root, { entries: serials.map((s) => entry(s)) });
	const pem = (der: Buffer) => toPem('X509 CRL', der);
	const revoked = ['certificateRevokedHere warning'];

	for (const [what, text, expected] of [
		['one that is listed', leaf.pem + root.pem + pem(revokes('05', serial)), revoked],
		['one that is not', leaf.pem + root.pem + pem(revokes('05')), []],
		[
			'one whose issuer is not there',
			leaf.pem + pem(revokes(serial)),
			['certificateRevokedHere warning'],
		],
		[
			'one listed by a CA of the same name',
			leaf.pem + root.pem + pem(crlOf(makeRoot('Root'), { entries: [entry(serial)] })),
			['crlSignatureInvalid warning'],
		],
		[
			'one listed by another CA',
			leaf.pem + root.pem + pem(crlOf(makeRoot('Other'), { entries: [entry(serial)] })),
			[],
		],
		[
			'one that was on hold, by the newer of two CRLs',
			leaf.pem + root.pem + pem(revokes(serial)) + pem(crlOf(root, { issued: '300101000000Z' })),
			[],
		],
		[
			'one whose hold has ended, by a delta CRL',
			leaf.pem + root.pem + pem(crlOf(root, { entries: [entry(serial, 8)], delta: true })),
			[],
		],
		[
			'one by a CRL of a key that the CA no longer has',
			leaf.pem + root.pem + pem(crlOf(makeRoot('Root'), { entries: [entry('05')], aki: 'other' })),
			[],
		],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			const said = await saidOf(text, {});
			assert.deepEqual(
				said.filter((found) => /^(certificateRevoked|crlSignature)/.test(found)),
				expected,
			);
		});
	}

	it('say where, when and why', async () => {
		const text = leaf.pem + root.pem + pem(crlOf(root, { entries: [entry(serial, 1)] }));
		const [finding] = await findingsIn(text);
		const line = text.slice(0, text.indexOf('-----BEGIN X509')).split('\n').length - 1;
		assert.deepEqual(finding?.args, {
			line,
			revokedAt: '2026-01-01T00:00:00Z',
			reason: 'keyCompromise',
			signature: 'good',
		});
		assert.equal(finding.block.start, 0);
	});

	it('are looked for in the CRLs of other files as well', async () => {
		const der = revokes(serial);
		const crls = [{ file: 'ca.crl', facts: readCrl(der), der }];
		const [finding, ...others] = await findingsIn(leaf.pem + root.pem, { crls });
		assert.deepEqual(others, []);
		assert.equal(finding?.code, 'certificateRevokedHere');
		assert.equal(finding.args?.['file'], 'ca.crl');
	});

	it('are found before an entry that is none, and behind one that is damaged', async () => {
		const entries = [sequence(), entry(serial), integer('05')];
		const der = crlOf(root, { entries });
		const crls = [{ file: 'ca.crl', facts: readCrl(der), der }];
		const codes = (await findingsIn(leaf.pem, { crls })).map(({ code }) => code);
		assert.deepEqual(codes, ['certificateRevokedHere']);
	});

	it('are found behind the entries that are read in full', async () => {
		const many = Array.from({ length: 10_050 }, (_, n) => (0x100000 + n).toString(16));
		const text = leaf.pem + root.pem + pem(revokes(...many, serial));
		assert.deepEqual(
			(await saidOf(text)).filter((found) => found.startsWith('certificate')),
			revoked,
		);
	});
});

function spkiOf({ publicKey }: ReturnType<typeof rsaKeys>): Buffer {
	return publicKey.export({ format: 'der', type: 'spki' });
}

function otherKey() {
	return rsaKeys(3072).privateKey;
}

/** With another letter in its subject. */
function changed(der: Buffer): Buffer {
	const copy = Buffer.from(der);
	copy[copy.indexOf('request.test')] = 'R'.charCodeAt(0);
	return copy;
}
