import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { decode, decodeForIndex } from '../../../../src/core/decode/decode.js';
import { keptOf } from '../../../../src/core/decode/kept.js';
import { firstPemDer, toPem } from '../../../../src/core/find/pem.js';
import { findPathCandidates } from '../../../../src/core/find/paths/findPaths.js';
import { blockRecords, pathRecords } from '../../../../src/core/workspace/record.js';
import { pipelineCertificate, windowsCertificate } from '../../../support/foreignSamples.js';
import { randomly } from '../../../support/random.js';
import { crlPemOf, derOf, pemOf, tornPem } from '../../../support/certificates.js';

const derOfPem = (pem: string) => firstPemDer(pem) ?? Buffer.alloc(0);
const recordsIn = (text: string) => blockRecords(decode(text).map(keptOf), text);

describe('what an index keeps of a file', () => {
	it('is what lists need, at its place', () => {
		const pem = pemOf({ name: 'api.test' });
		const text = `\ufeffx: |\n  ${pem.trimEnd().replaceAll('\n', '\n  ')}\ny: 1\n${crlPemOf({ from: -3, to: 2 })}`;
		const [certificate, crl, ...others] = recordsIn(text);
		assert.deepEqual(others, []);
		assert.ok(certificate && crl);
		const lines = pem.trimEnd().split('\n').length;
		const end = { line: lines, character: 2 + '-----END CERTIFICATE-----'.length };
		assert.deepEqual(certificate.range, { start: { line: 1, character: 2 }, end });
		assert.deepEqual(
			[certificate.kind, certificate.name, certificate.isCa, crl.kind, crl.name],
			['certificate', 'api.test', false, 'crl', 'CN=Test Issuer'],
		);
		assert.match(certificate.fingerprint ?? '', /^[0-9a-f]{64}$/);
		assert.match(crl.notAfter ?? '', /^\d{4}-.*Z$/);
	});

	it('says the same of what was read for an index alone, damaged or not', () => {
		const random = randomly(20_261_126);
		const samples = [windowsCertificate, pipelineCertificate, ...rootCertificates.map(derOfPem)];
		for (let round = 0; round < 1500; round += 1) {
			const der = Buffer.from(random.one(samples));
			for (let faults = random.below(3); faults > 0; faults -= 1) {
				der[random.below(der.length)] = random.below(256);
			}
			const text = toPem('CERTIFICATE', der);
			const [whole, index] = [decode(text), decodeForIndex(text)];
			assert.deepEqual(blockRecords(index, text), blockRecords(whole, text), text);
		}
	});

	it('holds no bytes of a key, and few of anything', () => {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
		const records = recordsIn(pem + pemOf({ name: 'a'.repeat(5000) }));
		const text = JSON.stringify(records);
		assert.deepEqual(
			records.map(({ kind, encrypted }) => [kind, encrypted]),
			[
				['privateKey', false],
				['certificate', undefined],
			],
		);
		assert.equal(records[0]?.name, 'RSA 2048');
		for (const line of pem.split('\n').slice(1, -2)) assert.equal(text.includes(line), false);
		assert.ok(text.length < 2500, text);
	});

	it('names what is damaged, and leaves out what is none of ours', () => {
		const foreign = '-----BEGIN PGP MESSAGE-----\n\nabcd\n=njUN\n-----END PGP MESSAGE-----\n';
		assert.deepEqual(
			recordsIn(tornPem() + foreign).map(({ kind, name }) => [kind, name]),
			[['unreadable', 'CERTIFICATE']],
		);
		const binary = (bytes: Buffer) => blockRecords(decode(bytes).map(keptOf), undefined);
		assert.deepEqual(binary(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7])), []);
		const jks = Buffer.from('feedfeed0000000200000000', 'hex');
		assert.deepEqual(
			binary(jks).map(({ kind, name }) => [kind, name]),
			[['container', 'JKS']],
		);
		const der = derOf();
		const range = { start: { line: 0, character: 0 }, end: { line: 0, character: der.length } };
		assert.deepEqual(binary(der)[0]?.range, range);
	});

	it('has the paths of this machine, as they are written', () => {
		const text = 'server {\n  ssl_certificate certs/api.crt;\n}\n';
		const candidates = findPathCandidates(text, { path: '/x/nginx.conf' });
		const range = { start: { line: 1, character: 18 }, end: { line: 1, character: 31 } };
		assert.deepEqual(pathRecords(candidates, text), [{ raw: 'certs/api.crt', range }]);
		const elsewhere = candidates.map((candidate) => ({ ...candidate, isElsewhere: true }));
		assert.deepEqual(pathRecords(elsewhere, text), []);
	});
});
