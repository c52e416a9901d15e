import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { toPem } from '../../../../../src/core/find/pem.js';
import { makeRoot } from '../../../../matrix/material.js';
import { type CertificateWish, derOf } from '../../../../support/certificates.js';
import {
	commonName,
	crl,
	extension,
	generalizedTime,
	indefinite,
	integer,
	subjectAltName,
	dns,
	tlv,
	utcTime,
} from '../../../../support/der.js';
import { findersFor } from '../../../../support/findings.js';

const { findingsIn, saidOf } = findersFor('der-encoding', 'serial-numbers', 'structure');

const one = (parts: CertificateWish = {}) => derOf({ issuer: commonName('Root'), ...parts });
const plain = one();
const own = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0));
const names = subjectAltName(dns('api.test'));
const version = (hex: string) => tlv(0xa0, integer(hex));
/** An unused key is a field like any other: the last of the body. */
const uniqueId = tlv(0x81, Buffer.of(0, 1));

describe('how certificates are encoded', () => {
	for (const [what, der, expected] of [
		['plain DER', plain, []],
		['bytes behind the end', Buffer.concat([plain, Buffer.of(5, 0)]), ['trailingData error']],
		[
			'a length in more bytes than needed',
			Buffer.concat([Buffer.of(0x30, 0x83, 0), plain.subarray(2)]),
			['nonCanonicalDer warning'],
		],
		['indefinite length', indefinite(0x30, plain.subarray(4)), ['nonCanonicalDer warning']],
		['a negative serial number', one({ serial: integer('81') }), ['negativeSerialNumber warning']],
		[
			'a negative one of a CA',
			makeRoot('Root', { serial: '81' }).der,
			['negativeSerialNumber warning'],
		],
		['a padded serial number', one({ serial: integer('0001') }), ['paddedSerialNumber error']],
		['a zero before a high bit, which belongs there', one({ serial: integer('0081') }), []],
		['zero as serial number', one({ serial: integer('00') }), ['zeroSerialNumber information']],
		['zero of a root, as old ones have it', makeRoot('Root', { serial: '00' }).der, []],
		['a serial of 20 octets', one({ serial: integer('7f'.repeat(20)) }), []],
		[
			'one of 21 octets',
			one({ serial: integer('7f'.repeat(21)) }),
			['longSerialNumber information'],
		],
		['version 4', one({ version: version('03') }), ['unknownVersion warning']],
		[
			'extensions in version 1',
			one({ version: '', extensions: [names] }),
			['versionConflict warning'],
		],
		[
			'extensions in version 2',
			one({ version: version('01'), extensions: [names] }),
			['versionConflict warning'],
		],
		['an end without seconds', one({ notAfter: utcTime('3001010000Z') }), ['dateForm error']],
		[
			'an end without minutes',
			one({ notAfter: generalizedTime('2030010100Z') }),
			['dateForm error'],
		],
		[
			'an end in another zone',
			one({ notAfter: utcTime('300101000000+0100') }),
			['dateForm warning'],
		],
		['a root’s end without seconds', makeRoot('a', { badDates: true }).der, ['dateForm warning']],
		['an extension twice', one({ extensions: [names, own, own] }), ['duplicateExtension warning']],
		[
			'a key usage that is none',
			one({ extensions: [names, extension('2.5.29.15', Buffer.of(4, 1))] }),
			['unreadableExtension warning'],
		],
	] as const) {
		it(`${expected.join(', ') || 'nothing'}: ${what}`, async () => {
			assert.deepEqual(await saidOf(toPem('CERTIFICATE', der)), expected);
		});
	}

	it('say that version 1 has no unique identifiers, and that version 2 has', async () => {
		const withId = (v: Buffer | string) =>
			one({
				name: 'Someone',
				version: v,
				spki: Buffer.concat([spkiIn(plain), uniqueId]),
				extensions: undefined,
			});
		const of = (v: Buffer | string) => saidOf(toPem('CERTIFICATE', withId(v)));
		assert.deepEqual(await of(''), ['versionConflict warning']);
		assert.deepEqual(await of(version('01')), []);
	});

	it('are errors only where this Node refuses them', async () => {
		for (const der of [
			plain,
			one({ serial: integer('0001') }),
			one({ serial: integer('81') }),
			one({ version: version('03') }),
			one({ extensions: [own, own] }),
			Buffer.concat([plain, Buffer.of(5, 0)]),
			Buffer.concat([Buffer.of(0x30, 0x83, 0), plain.subarray(2)]),
		]) {
			const pem = toPem('CERTIFICATE', der);
			const severities = (await findingsIn(pem)).map(({ severity }) => severity);
			assert.equal(severities.includes('error'), !canLoad(pem));
		}
	});

	it('are errors of dates only where this Node cannot load them', async () => {
		for (const notAfter of [
			utcTime('300101000000Z'),
			utcTime('3001010000Z'),
			utcTime('3001010000+0100'),
			utcTime('300101000000-0100'),
			generalizedTime('203001010000Z'),
			generalizedTime('20300101000000.5Z'),
		]) {
			const cert = toPem('CERTIFICATE', one({ notAfter }));
			const severities = (await findingsIn(cert)).map(({ severity }) => severity);
			const load = () => createSecureContext({ cert });
			if (severities.includes('error')) assert.throws(load);
			else assert.doesNotThrow(load);
		}
	});

	it('are looked at in CRLs as well', async () => {
		const list = Buffer.concat([crl({ nextUpdate: '' }), Buffer.of(5, 0)]);
		assert.deepEqual(await saidOf(toPem('X509 CRL', list)), ['trailingData warning']);
	});
});

/** The SubjectPublicKeyInfo, whole. */
function spkiIn(der: Buffer): Buffer {
	return new X509Certificate(der).publicKey.export({ format: 'der', type: 'spki' });
}

function canLoad(pem: string): boolean {
	try {
		return new X509Certificate(pem).subject !== '';
	} catch {
		return false;
	}
}
