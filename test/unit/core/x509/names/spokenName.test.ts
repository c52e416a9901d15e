import assert from 'node:assert/strict';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import { spokenName, valueIn } from '../../../../../src/core/x509/names/spokenName.js';
import {
	type Attribute,
	certificate,
	dns,
	name,
	subjectAltName,
	utf8,
} from '../../../../support/der.js';

const organization: Attribute = ['2.5.4.10', utf8('Acme, Inc.')];
const unit: Attribute = ['2.5.4.11', utf8('Web')];
const common: Attribute = ['2.5.4.3', utf8('api.test')];

describe('what a certificate is called', () => {
	for (const [what, expected, rdns, sans] of [
		['its common name', 'api.test', [organization, unit, common], []],
		['its first SAN', 'web.test', [organization], ['web.test']],
		['its organization', 'Acme, Inc.', [organization, unit], []],
		['its unit', 'Web', [unit], []],
		['its serial number', '01', [], []],
	] as const) {
		it(`is ${what}`, () => {
			const facts = readCertificate(
				certificate({
					subject: name(...rdns.map((attribute) => [attribute])),
					extensions: sans.length === 0 ? [] : [subjectAltName(...sans.map((san) => dns(san)))],
				}),
			);
			assert.equal(spokenName(facts), expected);
		});
	}

	it('is read out of names of any length', () => {
		assert.equal(valueIn('OU=b,O=a', 'O'), 'a');
		assert.equal(valueIn('CN=a', 'O'), undefined);
		assert.equal(valueIn(`CN=${'x'.repeat(1 << 22)},O=a`, 'CN'), 'x'.repeat(500));
	});
});
