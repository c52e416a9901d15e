/** What a person takes for a block: wrong labels, damaged BEGIN and END lines, objects run together, bare base64. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { decode } from '../../../../src/core/decode/decode.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { findPemBlocks, toPem } from '../../../../src/core/find/pem.js';
import { derOf, pemOf } from '../../../support/certificates.js';
import { request } from '../../../support/der.js';

const der = derOf({ name: 'a.test' });
const pem = pemOf({ name: 'a.test' });
const other = pemOf({ name: 'b.test' });
const beginLine = '-----BEGIN CERTIFICATE-----';
const endLine = '-----END CERTIFICATE-----';
const body = pem.split('\n').slice(1, -2).join('\n');
const last = pem.split('\n').length - 2;

const nameOf = ({ facts, error }: DecodedBlock): string =>
	error?.code ?? (facts?.kind === 'certificate' ? facts.name : (facts?.kind ?? ''));
const namesOf = (text: string | Uint8Array): string[] => decode(text).map(nameOf);

function only(text: string | Uint8Array): DecodedBlock {
	const blocks = decode(text);
	assert.equal(blocks.length, 1, String(text));
	const [block] = blocks;
	assert.ok(block);
	return block;
}

/** Code, place in the text, and arguments. */
function noteOf(text: string): readonly unknown[] {
	const { note } = only(text);
	if (note === undefined) return [];
	const { fault, expected } = note.args ?? {};
	assert.equal(text.slice(0, note.start).split(/\r\n|\n|\r/).length - 1, note.line);
	return [note.code, fault ?? expected, text.slice(note.start, note.end)];
}

describe('x509: damaged BEGIN and END lines', () => {
	for (const [head, tail, fault] of [
		['—–BEGIN CERTIFICATE—–', '—–END CERTIFICATE—–', 'dashes'],
		['−−−−−BEGIN CERTIFICATE−−−−−', '−−−−−END CERTIFICATE−−−−−', 'dashes'],
		['_____BEGIN CERTIFICATE_____', endLine, 'dashes'],
		['----BEGIN CERTIFICATE----', '----END CERTIFICATE----', 'dashCount'],
		['------BEGIN CERTIFICATE------', '------END CERTIFICATE------', 'dashCount'],
		['------BEGIN CERTIFICATE------', endLine, 'dashCount'],
		['-----BEGIN CERTIFICATE----', endLine, 'dashCount'],
		['-BEGIN CERTIFICATE-', '-END CERTIFICATE-', 'dashCount'],
		['-----BEGIN CERTIFICATE', '-----END CERTIFICATE', 'dashCount'],
		['BEGIN CERTIFICATE', 'END CERTIFICATE', 'dashCount'],
		['BEGIN CERTIFICATE-----', 'END CERTIFICATE-----', 'dashCount'],
		['-----BEGINCERTIFICATE-----', '-----ENDCERTIFICATE-----', 'blanks'],
		['----- BEGIN CERTIFICATE -----', '----- END CERTIFICATE -----', 'blanks'],
		['-----BEGIN  CERTIFICATE-----', endLine, 'blanks'],
		['-----BEGIN CERTIFICATE -----', '-----END CERTIFICATE -----', 'blanks'],
		['-----Begin CERTIFICATE-----', '-----End CERTIFICATE-----', 'letterCase'],
		['-----begin certificate-----', '-----end certificate-----', 'letterCase'],
		['-----BEGIN CERTIFICATE----- (copy)', endLine, 'otherText'],
		['-----BEGIN CERTIFICATE----- foo', endLine, 'otherText'],
		['-----BEGN CERTIFICATE-----', endLine, 'misspelled'],
		['-----BEGN CERTIFICATE-----', '-----EDN CERTIFICATE-----', 'misspelled'],
	] as const) {
		it(`reads what stands below “${head}” and says “${fault}”`, () => {
			const crlf = `${head}\n${body}\n${tail}\n`.replaceAll('\n', '\r\n');
			for (const [before, block, after] of [
				['', `${head}\n${body}\n${tail}\n`, ''],
				['text above\n\n', crlf, ''],
				[other, `${head}\n${body}\n${tail}\n`, other],
			] as const) {
				const text = before + block + after;
				const blocks = decode(text);
				const found = blocks.find((each) => nameOf(each) === 'a.test');
				assert.ok(found?.note, text);
				const { code, args, start, end, line } = found.note;
				assert.deepEqual([code, args?.['fault']], ['spoiltBegin', fault], text);
				assert.equal(args?.['expected'], beginLine);
				assert.equal(text.slice(start, end), head, text);
				assert.equal(start, before.length);
				assert.equal(line, before.split('\n').length - 1);
				const others = blocks.filter((each) => each !== found);
				assert.deepEqual(others.map(nameOf), after === '' ? [] : ['b.test', 'b.test']);
				assert.ok(others.every(({ note }) => note === undefined));
			}
		});
	}

	for (const [tail, fault] of [
		['—END CERTIFICATE—', 'dashes'],
		['-----END CERTIFICATE---', 'dashCount'],
		['---END CERTIFICATE-----', 'dashCount'],
		['-----END CERTIFICATE', 'dashCount'],
		['-----END CERTIFICATE------', 'dashCount'],
		['-----ENDCERTIFICATE-----', 'blanks'],
		['-----end CERTIFICATE-----', 'letterCase'],
		['-----END CERTIFICATE----- foo', 'otherText'],
		['-----EDN CERTIFICATE-----', 'misspelled'],
	] as const) {
		it(`reads what stands above “${tail}” and says “${fault}”`, () => {
			const text = `${beginLine}\n${body}\n${tail}\n`;
			assert.deepEqual(namesOf(text), ['a.test']);
			const [code, seen, span] = noteOf(text);
			assert.deepEqual([code, seen], ['spoiltEnd', fault]);
			assert.ok(String(span).startsWith(tail.slice(0, -5)));
			assert.deepEqual(namesOf(text + other), ['a.test', 'b.test']);
		});
	}

	it('says that the END line is damaged too', () => {
		const { note } = only(`—BEGIN CERTIFICATE—\n${body}\n—END CERTIFICATE—`);
		assert.equal(note?.args?.['endLine'], last);
	});

	it('says what precedes BEGIN, unless each line has it or it belongs to another format', () => {
		assert.deepEqual(noteOf(`xx${pem}`), ['spoiltBegin', 'otherText', `xx${beginLine}`]);
		assert.deepEqual(noteOf(`-${pem}`), ['spoiltBegin', 'dashCount', `-${beginLine}`]);
		assert.deepEqual(noteOf(pem.replace(/^/gm, 'xx')), []);
		assert.deepEqual(noteOf(`CERT="${pem}"`), []);
		assert.deepEqual(noteOf(`\ufeff${pem}`), []);
		assert.deepEqual(noteOf(JSON.stringify({ pem })), []);
	});

	it('reads a whole content whose BEGIN or END is missing', () => {
		assert.deepEqual(noteOf(`${body}\n${endLine}`), ['noBegin', undefined, endLine]);
		assert.deepEqual(noteOf(`${beginLine}\n${body}\n`), ['noEnd', undefined, beginLine]);
		assert.deepEqual(namesOf(`${beginLine}\n${body}\n${other}`), ['a.test', 'b.test']);
		assert.deepEqual(namesOf(`${other}${body}\n${endLine}`), ['b.test', 'a.test']);
		const commented = `${body}\n${endLine}`.replace(/^/gm, '# ');
		assert.deepEqual(namesOf(commented), ['a.test']);
	});

	it('reads a block that ends as something else', () => {
		const text = `${beginLine}\n${body}\n-----END CERTIFCATE-----\n`;
		assert.deepEqual(noteOf(text), ['labelMismatch', 'CERTIFICATE', '-----END CERTIFCATE-----']);
	});

	it('reads two whose lines between them are damaged', () => {
		const text = `${beginLine}\n${body}\n—END CERTIFICATE—\n—BEGIN CERTIFICATE—\n${body}\n${endLine}\n`;
		assert.deepEqual(
			decode(text).map((block) => [nameOf(block), block.note?.code, block.note?.line]),
			[
				['a.test', 'spoiltEnd', last],
				['a.test', 'spoiltBegin', last + 1],
			],
		);
	});

	it('reads them commented, quoted and in JSON', () => {
		const spoilt = pem.replaceAll('-----', '----');
		assert.deepEqual(namesOf(spoilt.replace(/^/gm, '# ')), ['a.test']);
		assert.deepEqual(namesOf(spoilt.replace(/^/gm, '    ')), ['a.test']);
		assert.deepEqual(namesOf(JSON.stringify({ ca: spoilt })), ['a.test']);
	});

	it('says what is damaged in the content, beside what is wrong with BEGIN', () => {
		const block = only(
			`----BEGIN CERTIFICATE----\n${body.replace(/^(.{70})./s, '$1!')}\n${endLine}`,
		);
		assert.deepEqual(block.error, { code: 'badBase64', line: 2, args: { character: '!' } });
		assert.equal(block.note?.code, 'spoiltBegin');
	});

	it('makes no block of prose, tables and other formats', () => {
		for (const text of [
			'---- begin here ----\nMake it so.\n---- end here ----',
			'# Begin\n\n---\n\nThe end - or not?\n\n| Begin | End |\n|-------|-----|\n',
			'-----BEGIN SOMETHING\nhello\n',
			'BEGIN TRANSACTION;\nMIGHT();\nEND;\n-- END CERTIFICATE --',
			'---- BEGIN SSH2 PUBLIC KEY ----\nAAAAC3NzaC1lZDI1NTE5AAAAIA\n---- END SSH2 PUBLIC KEY ----',
			'--begin-- MIIB is how they start\n',
		]) {
			assert.deepEqual(decode(text), [], text);
		}
	});

	it('takes nothing spoilt for exact where the caller hands the text on', () => {
		assert.deepEqual(findPemBlocks(pem.replaceAll('-----', '----')), []);
		assert.equal(findPemBlocks(`${beginLine}\n${body}\n`)[0]?.error?.code, 'noEnd');
	});
});

describe('x509: objects run together, and base64 alone', () => {
	it('reads two blocks that share a line', () => {
		for (const between of ['', ' ']) {
			const text = `${pem.trimEnd()}${between}${other}`;
			assert.deepEqual(namesOf(text), ['a.test', 'b.test']);
			const [first, second] = decode(text);
			assert.equal(first?.note, undefined);
			assert.deepEqual([second?.note?.code, second?.note?.line], ['runTogether', last]);
		}
		const sharing = `${pem.trimEnd()}${other.slice('-----'.length)}`;
		assert.deepEqual(namesOf(sharing), ['a.test', 'b.test']);
		assert.equal(decode(sharing)[1]?.note?.code, 'runTogether');
		assert.ok(decode(pem + other).every(({ note }) => note === undefined));
	});

	it('reads every object of one file or block', () => {
		const objects = [der, derOf({ name: 'b.test' }), request()];
		const whole = Buffer.concat(objects);
		const padded = objects.map((object) => object.toString('base64')).join('\n');
		for (const [input, what] of [
			[whole, 'DER'],
			[toPem('CERTIFICATE', whole), 'PEM'],
			[`${beginLine}\n${padded}\n${endLine}\n`, 'PEM with padding between'],
		] as const) {
			assert.deepEqual(namesOf(input), ['a.test', 'b.test', 'request'], what);
			assert.deepEqual(
				decode(input).map(({ note }) => [note?.code, note?.args?.['count']]),
				[
					[undefined, undefined],
					['severalObjects', 3],
					['severalObjects', 3],
				],
				what,
			);
		}
		assert.deepEqual(
			decode(whole).map(({ start, end }) => end - start),
			objects.map(({ length }) => length),
		);
	});

	it('reads base64 without BEGIN and END, and says so', () => {
		const key = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
		for (const [text, expected] of [
			[body, 'CERTIFICATE'],
			[`\n  ${body}\n\n`, 'CERTIFICATE'],
			[body.replaceAll('\n', ''), 'CERTIFICATE'],
			[`Our new certificate:\n\n${body}\n\nBest regards\n`, 'CERTIFICATE'],
			[key.toString('base64'), 'PUBLIC KEY'],
		] as const) {
			const [code, label, span] = noteOf(text);
			assert.deepEqual([code, label], ['bareBase64', expected], text);
			assert.ok(text.trim().includes(String(span)));
		}
	});

	it('takes base64 below a tag or a key for what its format asks for', () => {
		for (const text of [
			`<ds:X509Certificate>\n${body}\n</ds:X509Certificate>\n`,
			`<ds:X509Certificate>\n\n\t${body.replaceAll('\n', '\n\t')}\n</ds:X509Certificate>\n`,
			`caBundle: |\n  ${body.replaceAll('\n', '\n  ')}\n`,
			`caBundle: >-\n  ${body.replaceAll('\n', '')}\n`,
		]) {
			assert.deepEqual(namesOf(text), ['a.test'], text);
			assert.equal(decode(text)[0]?.note, undefined, text);
		}
	});

	it('runs no more than a thousand padded objects together, each of which takes its time', () => {
		const objects = (count: number) => `${beginLine}\n${'MAA='.repeat(count)}\n${endLine}\n`;
		assert.notEqual(decode(objects(1000))[0]?.error?.code, 'badBase64');
		assert.equal(decode(objects(1002))[0]?.error?.code, 'badBase64');
	});

	it('reads PEM and DER in base64 where they stand, and calls an empty value no fault', () => {
		const encoded = Buffer.from(pem + other).toString('base64');
		const text = `kind: Secret\ndata:\n  tls.crt: ${encoded}\n  tls.key: ""\n`;
		const blocks = decode(text);
		assert.deepEqual(
			blocks.map((block) => [nameOf(block), block.line, block.label, block.note]),
			[
				['a.test', 2, 'CERTIFICATE', undefined],
				['b.test', 2, 'CERTIFICATE', undefined],
			],
		);
		assert.ok(blocks.every(({ start, end }) => text.slice(start, end) === encoded));
		assert.deepEqual(namesOf(`  tls.crt: ${encoded}`), ['a.test', 'b.test']);
		assert.deepEqual(namesOf(JSON.stringify({ x5c: [der.toString('base64')] })), ['a.test']);
		const listed = decode(JSON.stringify({ x5c: [der.toString('base64')] }));
		assert.equal(listed[0]?.note, undefined);
	});

	it('says at the place of the base64 what is wrong inside', () => {
		const inside = `text\n${pem.replace('-----BEGIN', '----BEGIN')}-----BEGIN CERTIFICATE-----\nMII*\n${endLine}\n`;
		const encoded = Buffer.from(inside).toString('base64');
		const blocks = decode(`a: 1\nb: ${encoded}`);
		assert.deepEqual(blocks.map(nameOf), ['a.test', 'badBase64']);
		assert.deepEqual([blocks[0]?.note?.line, blocks[0]?.note?.start], [1, 8]);
		assert.equal(blocks[1]?.error?.line, 1);
	});
});
