/** Blocks whose label is another than their content's. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decode } from '../../../../src/core/decode/decode.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { derOf } from '../../../support/certificates.js';
import { bundle, crl, integer, request, sequence } from '../../../support/der.js';

const der = derOf({ name: 'a.test' });

function only(text: string): DecodedBlock {
	const [block, ...others] = decode(text);
	assert.ok(block && others.length === 0, text);
	return block;
}

describe('x509: wrong labels', () => {
	const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const pkcs8 = ec.privateKey.export({ format: 'der', type: 'pkcs8' });
	const encrypted = ec.privateKey.export({
		format: 'der',
		type: 'pkcs8',
		cipher: 'aes-256-cbc',
		passphrase: 'x',
	});
	const contents = {
		CERTIFICATE: der,
		'CERTIFICATE REQUEST': request(),
		'X509 CRL': crl(),
		PKCS7: bundle(der),
		'PRIVATE KEY': pkcs8,
		'ENCRYPTED PRIVATE KEY': encrypted,
		'EC PRIVATE KEY': ec.privateKey.export({ format: 'der', type: 'sec1' }),
		'RSA PRIVATE KEY': rsa.privateKey.export({ format: 'der', type: 'pkcs1' }),
		'PUBLIC KEY': ec.publicKey.export({ format: 'der', type: 'spki' }),
		'RSA PUBLIC KEY': rsa.publicKey.export({ format: 'der', type: 'pkcs1' }),
	};
	const same: Readonly<Record<string, readonly string[]>> = {
		CERTIFICATE: ['X509 CERTIFICATE', 'TRUSTED CERTIFICATE'],
		'CERTIFICATE REQUEST': ['NEW CERTIFICATE REQUEST'],
		PKCS7: ['CMS'],
	};
	const labels = [
		...Object.keys(contents),
		...Object.values(same).flat(),
		'DSA PRIVATE KEY',
		'OPENSSH PRIVATE KEY',
		'CERTIFCATE',
		'certificate',
		'PKCS #7 SIGNED DATA',
	];

	for (const [expected, content] of Object.entries(contents)) {
		it(`reads what belongs under ${expected} whatever its label, and says so`, () => {
			for (const label of labels) {
				const text = toPem(label, Buffer.from(content));
				const block = only(text);
				const isUnknown = ['CERTIFCATE', 'certificate', 'PKCS #7 SIGNED DATA'].includes(label);
				// Two numbers are an RSA public key only where something says so.
				if (isUnknown && expected === 'RSA PUBLIC KEY') {
					assert.equal(block.error?.code, 'unknownLabel');
					continue;
				}
				assert.equal(block.error, undefined, `${expected} as ${label}`);
				const isRight = label === expected || same[expected]?.includes(label);
				assert.deepEqual(
					block.note,
					isRight
						? undefined
						: {
								code: 'wrongLabel',
								line: 0,
								start: 0,
								end: text.indexOf('\n'),
								args: { label, expected },
							},
					`${expected} as ${label}`,
				);
			}
		});
	}

	it('says it once for a bundle of several', () => {
		const blocks = decode(toPem('CERTIFICATE', bundle(der, derOf({ name: 'b.test' }))));
		assert.deepEqual(
			blocks.map((block) => [
				block.facts?.kind === 'certificate' && block.facts.name,
				block.note?.code,
				block.note?.args?.['expected'],
			]),
			[
				['a.test', 'wrongLabel', 'PKCS7'],
				['b.test', undefined, undefined],
			],
		);
	});

	it('names the label in the BEGIN line that is damaged too', () => {
		const spoilt = toPem('CERTIFICATE', request()).replaceAll('-----', '----');
		assert.equal(only(spoilt).note?.args?.['expected'], '-----BEGIN CERTIFICATE REQUEST-----');
	});

	it('leaves other formats alone', () => {
		const numbers = sequence(integer('00ff'.repeat(64)), integer('02'));
		assert.equal(only(toPem('DH PARAMETERS', numbers)).error?.code, 'unknownLabel');
		const signed =
			'-----BEGIN PGP SIGNED MESSAGE-----\nHash: A\n\nhi\n-----BEGIN PGP SIGNATURE-----\n\nhQEM\n=Njxy\n-----END PGP SIGNATURE-----\n';
		assert.deepEqual(
			decode(signed).map(({ error }) => error?.code),
			['unknownLabel', 'unknownLabel'],
		);
	});
});
