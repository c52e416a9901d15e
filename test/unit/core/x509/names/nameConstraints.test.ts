/** Name constraints, with OpenSSL as the judge. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import {
	nameConstraintsOf,
	violationOf,
} from '../../../../../src/core/x509/names/nameConstraints.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import { ecKeys, makeRoot } from '../../../../matrix/material.js';
import {
	boolean,
	certificate,
	commonName,
	extension,
	name,
	sequence,
	spkiOf,
	subjectAltName,
	tlv,
	utf8,
	type Attribute,
} from '../../../../support/der.js';
import { randomly, type Random } from '../../../../support/random.js';

const run = promisify(execFile);
const hex = (text: string) => Buffer.from(text, 'hex');
const organization = (...names: readonly string[]): Buffer =>
	name(...names.map((text): readonly Attribute[] => [['2.5.4.10', utf8(text)]]));

const hosts = [
	'corp.test',
	'a.corp.test',
	'A.Corp.Test',
	'xcorp.test',
	'b.a.corp.test',
	'test',
	'a.corp.test.',
];
const boxes = [
	'alice@corp.test',
	'Alice@corp.test',
	'bob@a.corp.test',
	'bob@CORP.test',
	'al@x.test',
];
const uris = [
	'https://corp.test/a',
	'https://a.corp.test:8443/',
	'spiffe://Corp.test/x',
	'ldap://test',
];
const addresses = ['0a000001', '0a010101', 'c0a80001', '20010db8000000000000000000000001'];

const names: readonly Buffer[] = [
	...hosts.map((host) => tlv(0x82, host)),
	...boxes.map((box) => tlv(0x81, box)),
	...uris.map((uri) => tlv(0x86, uri)),
	...addresses.map((address) => tlv(0x87, hex(address))),
	...[organization('Corp'), organization('corp ', 'Unit'), organization('Other')].map((dn) =>
		tlv(0xa4, dn),
	),
];

const bases: readonly Buffer[] = [
	...['corp.test', '.corp.test', 'a.corp.test', '', 'TEST'].map((host) => tlv(0x82, host)),
	...['corp.test', '.corp.test', 'alice@corp.test', '@corp.test'].map((box) => tlv(0x81, box)),
	...['corp.test', '.corp.test', 'a.corp.test'].map((host) => tlv(0x86, host)),
	...['0a000000ff000000', '0a000000ffff0000', '0000000000000000'].map((range) =>
		tlv(0x87, hex(range)),
	),
	tlv(0x87, hex(`20010db8${'00'.repeat(12)}ffffffff${'00'.repeat(12)}`)),
	...[organization('Corp'), organization('CORP', 'Unit')].map((dn) => tlv(0xa4, dn)),
];

const subjects = [
	commonName('plain'),
	commonName('a.corp.test'),
	organization('Corp', 'Unit'),
	name(),
];

const root = makeRoot('Root');
const keys = ecKeys();

function makeCa(random: Random): Buffer {
	const subtrees = (tag: number) => {
		const chosen = random.some(bases, 3);
		return chosen.length === 0 ? [] : [tlv(tag, ...chosen.map((base) => sequence(base)))];
	};
	const constraints = [...subtrees(0xa0), ...subtrees(0xa1)];
	return certificate({
		issuer: commonName('Root'),
		subject: commonName('CA'),
		spki: spkiOf(keys.publicKey),
		signingKey: root.keys.privateKey,
		extensions: [
			extension('2.5.29.19', sequence(boolean(true)), true),
			...(constraints.length === 0 ? [] : [extension('2.5.29.30', sequence(...constraints), true)]),
		],
	});
}

function makeLeaf(random: Random): Buffer {
	const chosen = random.some(names, 3);
	return certificate({
		issuer: commonName('CA'),
		subject: random.one(subjects),
		signingKey: keys.privateKey,
		extensions: chosen.length === 0 ? [] : [subjectAltName(...chosen)],
	});
}

function isViolated(ca: Buffer, leaf: Buffer): boolean {
	const constraints = nameConstraintsOf(readCertificate(ca));
	const facts = readCertificate(leaf);
	return constraints !== undefined && violationOf({ facts, der: leaf }, constraints) !== undefined;
}

describe('name constraints', () => {
	let folder = '';
	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-constraints-'));
	});
	after(() => rm(folder, { recursive: true, force: true }));

	/** Whether `openssl verify` finds a subtree violated, of each leaf under the CA. */
	async function judged(ca: Buffer, leaves: readonly Buffer[]): Promise<boolean[]> {
		const write = async (file: string, text: string) => {
			await writeFile(join(folder, file), text);
			return join(folder, file);
		};
		const trust = ['-CAfile', await write('root.pem', root.pem)];
		const above = ['-untrusted', await write('ca.pem', toPem('CERTIFICATE', ca))];
		const files = await Promise.all(
			leaves.map((leaf, index) => write(`leaf${index}.pem`, toPem('CERTIFICATE', leaf))),
		);
		const { stdout, stderr } = await run('openssl', ['verify', ...trust, ...above, ...files]).catch(
			(error: unknown) => error as { readonly stdout: string; readonly stderr: string },
		);
		const found = files.map((file) => !stdout.includes(`${file}: OK`));
		// Nothing else is wrong with them.
		const violations = stderr.match(/lookup: (permitted|excluded) subtree violation/g) ?? [];
		assert.equal(violations.length, found.filter(Boolean).length, stderr);
		return found;
	}

	it('are violated exactly where OpenSSL says so (seed 30)', async () => {
		const random = randomly(30);
		let violations = 0;
		for (let round = 0; round < 25; round += 1) {
			const ca = makeCa(random);
			const leaves = Array.from({ length: 12 }, () => makeLeaf(random));
			const expected = await judged(ca, leaves);
			for (const [index, leaf] of leaves.entries()) {
				const pair = [ca, leaf].map((der) => toPem('CERTIFICATE', der)).join('');
				assert.equal(isViolated(ca, leaf), expected[index], pair);
			}
			violations += expected.filter(Boolean).length;
		}
		assert.ok(violations > 60 && violations < 240, String(violations));
	});

	it('name the name that violates them', () => {
		const constrained = certificate({
			extensions: [
				extension('2.5.29.30', sequence(tlv(0xa1, sequence(tlv(0x82, 'bad.test')))), true),
			],
		});
		const leaf = certificate({
			extensions: [subjectAltName(tlv(0x82, 'good.test'), tlv(0x82, 'a.bad.test'))],
		});
		const constraints = nameConstraintsOf(readCertificate(constrained));
		assert.ok(constraints);
		assert.deepEqual(violationOf({ facts: readCertificate(leaf), der: leaf }, constraints), {
			kind: 'excluded',
			type: 'dns',
			value: 'a.bad.test',
		});
	});

	it('that cannot be read say nothing', () => {
		const torn = certificate({ extensions: [extension('2.5.29.30', Buffer.of(0x30, 5), true)] });
		assert.equal(nameConstraintsOf(readCertificate(torn)), undefined);
	});
});
