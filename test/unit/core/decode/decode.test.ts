import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
	decode,
	decodeInSlices,
	maximumInputSize,
	textOf,
} from '../../../../src/core/decode/decode.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { toPem } from '../../../../src/core/find/pem.js';
import {
	bundle,
	certificate,
	commonName,
	crl,
	integer,
	oid,
	request,
	sequence,
	set,
	tlv,
} from '../../../support/der.js';

const der = certificate();
const pem = toPem('CERTIFICATE', der);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const kinds = (blocks: readonly DecodedBlock[]): string[] =>
	blocks.map(({ facts, error }) => facts?.kind ?? error?.code ?? '');

describe('x509: decode', () => {
	it('reads every block of a text, each with its place', () => {
		const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
		const text = `${pem}${key}${toPem('CERTIFICATE REQUEST', request())}${toPem('X509 CRL', crl())}`;
		const blocks = decode(text);
		assert.deepEqual(kinds(blocks), ['certificate', 'privateKey', 'request', 'crl']);
		for (const block of blocks) {
			assert.equal(text.split('\n')[block.line], `-----BEGIN ${block.label}-----`);
			assert.equal(text.split('\n')[block.endLine], `-----END ${block.label}-----`);
		}
	});

	it('reads DER of each kind by its shape', () => {
		const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
		const inputs = {
			certificate: der,
			request: request(),
			crl: crl(),
			publicKey: publicKey.export({ format: 'der', type: 'spki' }),
			privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
		};
		for (const [kind, bytes] of Object.entries(inputs)) {
			const blocks = decode(new Uint8Array(bytes));
			assert.deepEqual(kinds(blocks), [kind]);
			assert.equal(blocks[0]?.label, 'DER');
			assert.equal(blocks[0].end, bytes.length);
		}
		assert.deepEqual(kinds(decode(publicKey.export({ format: 'der', type: 'pkcs1' }))), [
			'publicKey',
		]);
	});

	it('lists the certificates of a bundle', () => {
		const bytes = bundle(der, certificate({ serial: integer('02') }));
		assert.deepEqual(kinds(decode(bytes)), ['certificate', 'certificate']);
		const blocks = decode(toPem('PKCS7', bytes));
		assert.deepEqual(
			blocks.map(({ facts }) => facts?.kind === 'certificate' && facts.serialNumber),
			['01', '02'],
		);
		assert.deepEqual(kinds(decode(bundle())), ['emptyBundle']);
	});

	it('reads PEM files in UTF-8 and UTF-16', () => {
		const utf16 = Buffer.from(`\ufeff${pem}`, 'utf16le');
		assert.deepEqual(kinds(decode(Buffer.from(pem))), ['certificate']);
		assert.deepEqual(kinds(decode(Buffer.from(`0: für api.test\n${pem}`))), ['certificate']);
		assert.deepEqual(kinds(decode(utf16)), ['certificate']);
		assert.deepEqual(kinds(decode(Buffer.from(utf16).swap16())), ['certificate']);
		const unmarked = Buffer.from(`; made on Windows\r\n${pem}`, 'utf16le');
		assert.deepEqual(kinds(decode(unmarked)), ['certificate']);
		assert.deepEqual(kinds(decode(Buffer.from(unmarked).swap16())), ['certificate']);
		assert.equal(decode(unmarked)[0]?.line, 1);
	});

	it('reads UTF-16 that ends in the middle of a unit, wherever it stands in memory', () => {
		const text = Buffer.from(`\ufeff${pem.repeat(4)}`, 'utf16le');
		for (let round = 0; round < 4000; round += 1) {
			const size = 4 + (round % 2000);
			for (const offset of [0, 1]) {
				const memory = Buffer.alloc(size + 2);
				text.copy(memory, offset, 0, size);
				const view = memory.subarray(offset, offset + size);
				assert.equal(textOf(view)?.length, size >> 1);
			}
		}
	});

	it('answers the text that lines and offsets count in', () => {
		const listed = `0: Certificate\n${pem}`;
		assert.equal(textOf(Buffer.from(listed)), listed);
		assert.equal(textOf(Buffer.from(`\ufeff${pem}`, 'utf16le')), `\ufeff${pem}`);
		assert.equal(textOf(der), undefined);
	});

	it('reads bare base64 of DER and of PEM', () => {
		const base64 = der.toString('base64');
		assert.deepEqual(kinds(decode(`\n${base64.slice(0, 70)}\n${base64.slice(70)}\n`)), [
			'certificate',
		]);
		const wrapped = Buffer.from(pem + pem).toString('base64');
		assert.deepEqual(kinds(decode(wrapped)), ['certificate', 'certificate']);
		assert.equal(decode(wrapped)[1]?.end, wrapped.length);
		assert.deepEqual(decode('MIIthis is no base64'), []);
		assert.deepEqual(decode('MIIBAAAA'), []);
	});

	it('says what is wrong with a torn block, and where, and reads the others', () => {
		const lines = pem.trimEnd().split('\n');
		const shortened = [...lines.slice(0, 3), ...lines.slice(4)].join('\n');
		const blocks = decode(`${shortened}\n${pem}`);
		assert.deepEqual(kinds(blocks), ['truncated', 'certificate']);
		assert.equal(blocks[0]?.error?.line, lines.length - 2);
		const marker = tlv(0x02, 'here');
		const broken = certificate({ spki: marker });
		const [block] = decode(toPem('CERTIFICATE', broken));
		assert.equal(block?.error?.code, 'unexpectedTag');
		assert.equal(block.error.line, 1 + Math.floor(broken.indexOf(marker) / 48));
	});

	it('finds the line of a fault whatever surrounds the base64', () => {
		const overlong = Buffer.from('3082ffff', 'hex');
		const torn = certificate({ subject: commonName('x'.repeat(500)), spki: overlong });
		const line = 1 + Math.floor(torn.lastIndexOf(overlong) / 48);
		const plain = toPem('CERTIFICATE', torn);
		const commented = plain.replace(/^/gm, '#          ');
		const quoted = plain.replace(/^(.+)$/gm, '    "$1\\n" +');
		for (const text of [plain, commented, quoted, plain.replaceAll('\n', '\r\n')]) {
			const [block] = decode(text);
			assert.equal(block?.error?.code, 'truncated');
			assert.equal(block.error.line, line);
		}
	});

	it('counts the bytes of a key from the start of its block', () => {
		const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 1024 });
		const pkcs8 = Buffer.from(rsa.export({ format: 'der', type: 'pkcs8' }));
		const inner = pkcs8.indexOf(rsa.export({ format: 'der', type: 'pkcs1' }));
		pkcs8[inner] = 0x31;
		const [block] = decode(toPem('PRIVATE KEY', pkcs8));
		assert.deepEqual(block?.error?.args, { offset: inner });
	});

	it('names what it does not read', () => {
		assert.deepEqual(kinds(decode(toPem('PGP MESSAGE', sequence(set())))), ['unknownLabel']);
		const armour = '-----BEGIN PGP MESSAGE-----\n\nhQEM\n=Njxy\n-----END PGP MESSAGE-----\n';
		assert.deepEqual(kinds(decode(armour + pem)), ['unknownLabel', 'certificate']);
		const pkcs12 = sequence(integer('03'), sequence(oid('1.2.840.113549.1.7.1')), sequence());
		assert.deepEqual(kinds(decode(pkcs12)), ['pkcs12']);
		for (const [magic, kind] of [
			['feedfeed', 'jks'],
			['cececece', 'jceks'],
		] as const) {
			const keystore = Buffer.from(`${magic}0000000200000001`, 'hex');
			assert.deepEqual(kinds(decode(keystore)), [kind]);
		}
		assert.deepEqual(kinds(decode(Buffer.from('89504e470d0a1a0a00000000', 'hex'))), ['notDer']);
		assert.deepEqual(kinds(decode(Buffer.from('3080020100', 'hex'))), ['truncated']);
		assert.deepEqual(decode('just text'), []);
		assert.deepEqual(decode(Buffer.from('0 is a digit, and this is a text')), []);
		assert.deepEqual(decode(new Uint8Array()), []);
		const large = decode(Buffer.alloc(maximumInputSize + 1));
		assert.deepEqual(kinds(large), ['tooLarge']);
	});

	it('reads the certificate in front of OpenSSL trust settings', () => {
		const [block] = decode(toPem('TRUSTED CERTIFICATE', Buffer.concat([der, sequence()])));
		assert.ok(block?.facts?.kind === 'certificate');
		assert.deepEqual(block.facts.problems, []);
		const fingerprint = new X509Certificate(der).fingerprint256.replaceAll(':', '').toLowerCase();
		assert.equal(block.facts.sha256Fingerprint, fingerprint);
	});

	it('pauses on a large text, and stops when it is told to', async () => {
		const text = pem.repeat(4000);
		let pauses = 0;
		const blocks = await decodeInSlices(text, { onYield: () => (pauses += 1) });
		assert.equal(blocks.length, 4000);
		assert.ok(pauses > 0);
		const abort = new AbortController();
		await assert.rejects(
			decodeInSlices(text, { signal: abort.signal, onYield: () => abort.abort() }),
			{ code: 'cancelled' },
		);
	});
});
