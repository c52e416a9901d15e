import assert from 'node:assert/strict';
import { oidName } from '../../../../../src/core/x509/asn1/oidNames.js';

describe('x509: names of OIDs', () => {
	for (const [oid, name] of [
		['2.5.4.3', 'CN'],
		['2.5.29.17', 'subjectAltName'],
		['1.2.840.113549.1.1.1', 'rsaEncryption'],
		['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
		['1.2.840.10045.2.1', 'ecPublicKey'],
		['1.2.840.10045.3.1.7', 'P-256'],
		['1.3.6.1.5.5.7.3.1', 'serverAuth'],
		['1.3.6.1.5.5.7.48.1', 'ocsp'],
		['2.23.140.1.2.1', 'domainValidated'],
		['1.2.3.4', undefined],
	] as const) {
		it(`calls ${oid} ${name ?? 'nothing'}`, () => {
			assert.equal(oidName(oid), name);
		});
	}
});
