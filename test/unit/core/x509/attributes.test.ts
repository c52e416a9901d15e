import assert from 'node:assert/strict';
import type { AttributeFacts } from '../../../../src/core/x509/model.js';
import {
	challengePasswordOf,
	readRequest,
	withoutChallengePassword,
} from '../../../../src/core/x509/request.js';
import {
	bits,
	boolean,
	certificate,
	integer,
	oid,
	octets,
	request,
	sequence,
	set,
	tlv,
	utcTime,
	utf8,
} from '../../../support/der.js';
import { deviceRequest } from '../../../support/foreignSamples.js';

const attribute = (type: string, ...values: readonly Buffer[]): Buffer =>
	sequence(oid(type), set(...values));
const bmp = (text: string): Buffer => tlv(0x1e, Buffer.from(text, 'utf16le').swap16());

function read(...attributes: readonly Buffer[]): readonly AttributeFacts[] {
	const facts = readRequest(request({ attributes }));
	assert.deepEqual(facts.problems, []);
	return facts.attributes;
}

const linesOf = (type: string, ...values: readonly Buffer[]): readonly string[] | undefined =>
	read(attribute(type, ...values))[0]?.lines;

describe('x509: attributes of requests', () => {
	it('names all of a device’s request, and leaves the password out', () => {
		const facts = readRequest(deviceRequest);
		assert.deepEqual(facts.attributes, [
			{ oid: '1.2.840.113549.1.9.2', name: 'unstructuredName', lines: ['device 7'] },
			{ oid: '1.2.840.113549.1.9.7', name: 'challengePassword', lines: [], hidden: true },
			{ oid: '1.2.840.113549.1.9.14', name: 'extensionRequest', lines: ['2.5.29.17'] },
		]);
		assert.deepEqual(facts.subjectAltNames, [{ type: 'dns', value: 'dev7.field.test' }]);
		assert.deepEqual(facts.problems, []);
		assert.equal(JSON.stringify(facts).includes('4711'), false);
	});

	it('answers the password to who asks for it, and bytes without it', () => {
		assert.equal(challengePasswordOf(deviceRequest), 'one-time-4711');
		const masked = Buffer.from(withoutChallengePassword(deviceRequest));
		assert.equal(masked.includes('4711'), false);
		assert.equal(masked.length, deviceRequest.length);
		assert.equal(challengePasswordOf(masked), '*'.repeat('one-time-4711'.length));
		const plain = request();
		assert.equal(challengePasswordOf(plain), undefined);
		assert.equal(withoutChallengePassword(plain), plain);
		assert.equal(challengePasswordOf(Buffer.from('3003020100', 'hex')), undefined);
		const twice = attribute('1.2.840.113549.1.9.7', utf8('first one'), octets('second one'));
		const both = withoutChallengePassword(request({ attributes: [twice, twice] }));
		assert.equal(Buffer.from(both).includes('one'), false);
	});

	it('reads those of Windows', () => {
		assert.deepEqual(linesOf('1.3.6.1.4.1.311.13.2.3', tlv(0x16, '10.0.26100.2')), [
			'10.0.26100.2',
		]);
		const provider = sequence(integer('01'), bmp('Microsoft Software KSP'), bits());
		assert.deepEqual(linesOf('1.3.6.1.4.1.311.13.2.2', provider), [
			'provider:Microsoft Software KSP',
			'keySpec:1',
		]);
		const client = sequence(integer('05'), utf8('PC7'), utf8('CORP\\alice'), utf8('certreq.exe'));
		assert.deepEqual(linesOf('1.3.6.1.4.1.311.21.20', client), [
			'machine:PC7',
			'user:CORP\\alice',
			'process:certreq.exe',
		]);
		const value = sequence(bmp('CertificateTemplate'), bmp('User'));
		assert.deepEqual(linesOf('1.3.6.1.4.1.311.13.2.1', value), ['CertificateTemplate=User']);
		assert.deepEqual(linesOf('1.3.6.1.4.1.311.13.1', certificate({ serial: integer('07ab') })), [
			'subject:CN=Test Subject',
			'serial:07ab',
		]);
	});

	it('reads the other standard ones and the text of unknown ones', () => {
		const found = read(
			attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1')),
			attribute('1.2.840.113549.1.9.5', utcTime('261124120000Z')),
			attribute('1.2.840.113549.1.9.20', bmp('Käse')),
			attribute('1.2.3.4', utf8('one'), sequence(utf8('two\u202e'), boolean(true))),
			attribute('1.2.3.5', integer('05')),
			attribute('2.5.4.5', tlv(0x13, '4711')),
		);
		assert.deepEqual(
			found.map(({ oid: type, name, lines }) => [name ?? type, ...lines]),
			[
				['contentType', '1.2.840.113549.1.7.1'],
				['signingTime', '2026-11-24T12:00:00Z'],
				['friendlyName', 'Käse'],
				['1.2.3.4', 'one', 'two\\E2\\80\\AE'],
				['1.2.3.5', '#020105'],
				['serialNumber', '4711'],
			],
		);
	});

	it('reads each on its own', () => {
		const facts = readRequest(
			request({
				attributes: [
					attribute('1.3.6.1.4.1.311.21.20', utf8('no structure')),
					integer('01'),
					attribute('1.2.840.113549.1.9.14', utf8('no extensions')),
					attribute('1.2.840.113549.1.9.2', utf8('last')),
				],
			}),
		);
		assert.deepEqual(facts.attributes.at(-1)?.lines, ['last']);
		assert.equal(facts.attributes.length, 3);
		assert.deepEqual(
			facts.problems.map(({ field }) => field),
			['attributes', 'attributes', 'attributes'],
		);
		assert.deepEqual(facts.extensions, []);
	});
});
