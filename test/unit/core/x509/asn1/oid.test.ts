/** Names of OIDs beside those of OpenSSL and Node.js, which have long lists of them. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, getCurves } from 'node:crypto';
import { curveName, curveOid } from '../../../../../src/core/x509/asn1/curves.js';
import { DerCursor } from '../../../../../src/core/x509/asn1/der.js';
import { purposeName, signatureName } from '../../../../../src/core/x509/asn1/oid.js';
import { readOid } from '../../../../../src/core/x509/asn1/values.js';
import { readSpki } from '../../../../../src/core/x509/keys/key.js';
import { spkiOf } from '../../../../support/der.js';
import { openssl } from '../../../../support/openssl.js';

/** Theirs for the curves of FIPS 186. */
const ours: Readonly<Record<string, string>> = {
	...{ prime192v1: 'P-192', secp224r1: 'P-224', prime256v1: 'P-256', secp384r1: 'P-384' },
	...{ secp521r1: 'P-521' },
};

/** Older than any certificate in use, or without an OID. */
const unnamed = /^(?:c2|wap-|Oakley)/;

describe('x509: names', () => {
	it('of curves are those of Node.js', () => {
		const names = getCurves().filter((name) => !unnamed.test(name) && name !== 'SM2');
		assert.ok(names.length > 45, `${names.length} curves`);
		for (const name of names) {
			const spki = spkiOf(generateKeyPairSync('ec', { namedCurve: name }).publicKey);
			const result = readSpki(spki);
			const expected = ours[name] ?? name;
			assert.ok('facts' in result);
			assert.equal(result.facts.curve, expected);
			const algorithm = DerCursor.over(spki).expect(0x30).enter().expect(0x30).enter();
			readOid(algorithm);
			const oid = readOid(algorithm);
			assert.deepEqual([curveName(oid), curveOid(expected)], [expected, oid]);
		}
	});

	it('of signatures and purposes are there for all that OpenSSL names', async () => {
		const objects = [...(await openssl(['list', '-objects'])).matchAll(/^.* = .*, ([\d.]+)$/gm)];
		const oids = objects.map(([, oid = '']) => oid);
		const arcs = (arc: string) => oids.filter((oid) => oid.startsWith(`${arc}.`));
		const signatures = [...arcs('1.2.840.10045.4.3'), ...arcs('2.16.840.1.101.3.4.3')].concat(
			arcs('1.2.840.113549.1.1').filter((oid) => /\.(?:[2-5]|1[0-6])$/.test(oid)),
		);
		const purposes = arcs('1.3.6.1.5.5.7.3');
		assert.ok(signatures.length > 20 && purposes.length > 20);
		const missing = [
			...signatures.filter((oid) => signatureName(oid) === oid && !unusedDsa.test(oid)),
			...purposes.filter((oid) => purposeName(oid) === oid),
		];
		assert.deepEqual(missing, []);
	});
});

/** DSA with SHA-3, in which nobody has issued a certificate. */
const unusedDsa = /^2\.16\.840\.1\.101\.3\.4\.3\.[5-8]$/;
