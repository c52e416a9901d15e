import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPem } from '../../../src/core/find/pem.js';
import { pemOfBlock as pemToCopy } from '../../../src/core/decode/kept.js';
import { describeBlock } from '../../../src/details/page/describe.js';
import { firstShown, readSubject } from '../../../src/details/page/subject.js';
import { renderText } from '../../../src/details/page/text.js';
import { buildView } from '../../../src/details/view.js';
import { blockErrorSentence, problemSentence } from '../../../src/ui/words/errors/blockErrors.js';
import { explainExtension } from '../../../src/ui/facts/extensions.js';
import { pemOf, tornPem } from '../../support/certificates.js';
import {
	bits,
	boolean,
	commonName,
	crl,
	dns,
	extension,
	generalizedTime,
	integer,
	oid,
	request,
	sequence,
	spkiOf,
	subjectAltName,
	tlv,
	utcTime,
} from '../../support/der.js';
import { WorkspaceFolder } from '../../support/editor.js';
import { textOf } from '../../support/factsText.js';

const both = sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2'));
const purposes = extension('2.5.29.37', both);
const names = subjectAltName(dns('api.test'), dns('*.api.test'), tlv(0x87, Buffer.of(10, 0, 0, 7)));
const authority = [
	extension('2.5.29.19', sequence(boolean(true), integer('00')), true),
	extension('2.5.29.15', bits(Buffer.of(0x06)), true),
];

describe('facts in words', () => {
	it('says what a certificate is, until when, for what, and by whom', async () => {
		const leaf = { extensions: [names, purposes], issuer: commonName('Issuing CA') };
		const issuer = {
			name: 'Issuing CA',
			issuer: commonName('Root'),
			extensions: authority,
			to: 2000,
		};
		const root = { name: 'Root', issuer: commonName('Root'), extensions: authority, to: 4000 };
		const text = await textOf(pemOf(leaf) + pemOf(issuer) + pemOf(root));
		assert.match(
			text,
			/^Certificate: api\.test\nDates valid · expires in 35\d days \(\d{4}-.*\)\nSignature verified\. Not checked: revocation, trust$/m,
		);
		assert.match(text, /^Names +api\.test\n +\*\.api\.test\n +10\.0\.0\.7$/m);
		assert.match(text, /^For +Server and client authentication$/m);
		assert.match(text, /^Issuer +Issuing CA → Root$/m);
		assert.match(text, /^Key +EC P-256$/m);
		assert.match(
			text,
			/^Chain\n-+\nRoot · .* · root, signed by itself\n {2}Issuing CA · .* · signed by Root\n {4}api\.test · .* · signed by Issuing CA$/m,
		);
		assert.match(
			text,
			/^Extended key usage \(2\.5\.29\.37\)\n {2}What it may be used for, .*\n {2}- server/m,
		);
	});

	it('says what an authority may do', async () => {
		const text = await textOf(pemOf({ name: 'CA', extensions: authority }));
		assert.match(text, /^For +Certificate authority, for end-entity certificates only$/m);
		assert.match(text, /Basic constraints \(2\.5\.29\.19, critical\)/);
		assert.match(text, /^ {2}- Maximum path length: 0$/m);
		for (const [length, words] of [
			['01', 'at most 1 CA below it'],
			['02', 'at most 2 CAs below it'],
		] as const) {
			const limited = extension('2.5.29.19', sequence(boolean(true), integer(length)), true);
			const other = await textOf(pemOf({ name: 'CA', extensions: [limited] }));
			assert.match(other, new RegExp(`^For +Certificate authority, with ${words}$`, 'm'));
		}
	});

	for (const [what, wish, words] of [
		['expired', { from: -40, to: -3 }, 'Expired · 3 days ago'],
		['not valid yet', { from: 2.5, to: 30 }, 'Not valid yet · starts in 2 days'],
		['about to expire', { from: -360, to: 4.5 }, 'Expires soon · in 4 days'],
		['of unknown end', { notAfter: utcTime('261345000000Z') }, 'Validity unknown'],
	] as const) {
		it(`has one verdict for a certificate that is ${what}`, async () => {
			const [, verdict = ''] = (await textOf(pemOf(wish))).split('\n');
			assert.ok(verdict.startsWith(words), verdict);
		});
	}

	it('puts revoked above everything', async () => {
		const subject = await readSubject({
			title: 'Test',
			content: pemOf({ from: -40, to: -3 }),
			revokedAt: new Date(Date.now() - 26 * 3_600_000).toISOString(),
		});
		const [block] = subject.blocks;
		assert.ok(block);
		const view = await describeBlock(subject, block, { raw: false });
		assert.equal(view.verdict?.words, 'Revoked · 1 day ago');
	});

	it('names what could not be read beside what could', async () => {
		const damaged = extension('2.5.29.17', sequence(Buffer.of(0x82, 0x7f)));
		const text = await textOf(pemOf({ extensions: [damaged, purposes] }));
		assert.match(text, /^Findings +The extension “Subject alternative names” could not be read/m);
		assert.match(text, /^For +Server and client authentication$/m);
	});

	it('shows requests, revocation lists, keys and torn blocks', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('ed25519');
		const entries = [sequence(integer('2bf9'), generalizedTime('20260101000000Z'))];
		const content = [
			toPem('CERTIFICATE REQUEST', request()),
			toPem('X509 CRL', crl({ entries, extensions: [extension('2.5.29.20', integer('1a'))] })),
			privateKey.export({ type: 'pkcs8', format: 'pem' }),
			publicKey.export({ type: 'spki', format: 'pem' }),
			tornPem(),
		].join('');
		const texts = await Promise.all([0, 1, 2, 3, 4].map((index) => textOf(content, index)));
		const [asked = '', list = '', secret = '', open = '', torn = ''] = texts;
		assert.match(asked, /^Certificate request: request\.test\n/);
		assert.match(list, /^Certificate revocation list: .*\nOut of date · next update was due/);
		assert.match(list, /^Number +26$/m);
		assert.match(list, /CRL number \(2\.5\.29\.20\)\n.*\n {2}- 26$/m);
		assert.match(list, /2b:f9 +2026-01-01 00:00 UTC +not given/);
		assert.match(secret, /^Private key: Ed25519\n\nFormat +PKCS#8\nProtection +Not encrypted/);
		assert.match(secret, /^Belongs to +Public key Ed25519 in line \d+$/m);
		assert.match(open, /^Public key: Ed25519\n\nBelongs to +the private key in line/);
		assert.match(torn, /^Unreadable block: CERTIFICATE\n\nCause +The character “!”/);
	});

	it('begins with the key of a file that OpenSSL put the curve before', async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const curve = toPem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
		const key = privateKey.export({ format: 'pem', type: 'sec1' }).toString();
		const subject = await readSubject({ title: 'Test', content: curve + key });
		assert.equal(firstShown(subject), 1);
		const [block] = subject.blocks;
		assert.ok(block);
		const facts = await describeBlock(subject, block, { raw: false });
		assert.match(renderText(facts), /^Unsupported type: EC PARAMETERS$/m);
		const { view } = buildView(subject, 0, facts, [], 'Test');
		assert.equal(view.blockList?.rows.entries[0]?.broken, false);
		const torn = await readSubject({ title: 'Test', content: tornPem() + key });
		assert.equal(firstShown(torn), 0);
	});

	it('gives each form of a public key its own label', async () => {
		const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
		for (const type of ['spki', 'pkcs1'] as const) {
			const pem = publicKey.export({ type, format: 'pem' }).toString();
			for (const content of [pem, publicKey.export({ type, format: 'der' })]) {
				const [block] = (await readSubject({ title: 'Test', content })).blocks;
				assert.ok(block);
				assert.equal(pemToCopy(block), pem);
			}
		}
	});

	it('finds the private key beside a certificate', async () => {
		const folder = new WorkspaceFolder();
		try {
			const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const pem = pemOf({ spki: spkiOf(publicKey) });
			const uri = folder.write('api.fullchain.crt', pem);
			folder.write('api.key', privateKey.export({ type: 'pkcs8', format: 'pem' }));
			assert.match(await textOf(pem, 0, uri), /^Key +EC P-256 · matches api\.key$/m);
			assert.match(await textOf(pemOf(), 0, uri), /^Key +EC P-256$/m);
		} finally {
			folder.remove();
		}
	});

	it('makes hidden characters of a name visible', async () => {
		const text = await textOf(pemOf({ name: 'bank\u202emoc\n.test' }));
		assert.ok(!text.includes('\u202e'));
		assert.match(text.split('\n')[0] ?? '', /^Certificate: bank.+moc.+\.test$/);
	});

	it('explains extensions that it knows, and shows the value of others', () => {
		const known = explainExtension({ oid: '2.5.29.14', critical: false, valueHex: '', lines: [] });
		assert.equal(known.title, 'Subject key identifier');
		const unknown = explainExtension({
			oid: '1.2.3',
			critical: true,
			valueHex: 'ab'.repeat(100),
			lines: [],
		});
		assert.match(unknown.lines[0] ?? '', /^Value in hex: (ab)+… \(100 bytes\)$/);
	});

	it('has a sentence for every fault that the reader tells', () => {
		const folder = join(import.meta.dirname, '../../../../src/core/x509');
		const source = (name: string) => readFileSync(join(folder, name), 'utf8');
		const [, union = ''] = /type DerFault =([^;]+);/.exec(source('asn1/derError.ts')) ?? [];
		const faults = [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
		const [, comment = ''] =
			/interface BlockError \{\s*\/\*\*([^/]+)\*\//.exec(source('block.ts')) ?? [];
		const codes = [...comment.matchAll(/`(no\w+|\w+[A-Z]\w+|pkcs12)`/g)]
			.map(([, code = '']) => code)
			.filter((code) => code !== 'DerFault' && code !== 'listContainer');
		assert.ok(faults.length > 10 && codes.length > 6);
		for (const code of [...faults, ...codes]) {
			const sentence = blockErrorSentence({ code, line: 0 });
			assert.ok(!sentence.includes(`(${code})`), `${code}: ${sentence}`);
			assert.match(sentence, /^\p{Lu}.*\.$/su);
		}
		for (const code of [
			...faults,
			'badTime',
			'timeForm',
			'duplicate',
			'nonMinimal',
			'constructedString',
		]) {
			const sentence = problemSentence({ field: 'notAfter', code, args: { offset: 3, text: 'x' } });
			assert.ok(!sentence.includes(`(${code})`), `${code}: ${sentence}`);
		}
	});
});
