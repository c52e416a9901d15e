import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideCryptography } from '../../scripts/lib/peers.mjs';
import { decode } from '../../src/core/decode/decode.js';
import type { CertificateFacts } from '../../src/core/x509/model.js';
import { openssl } from '../support/openssl.js';
import { compareBlocks, type Difference, type TheirBlock } from './compare.js';
import { assertOnly, type KnownDifference } from './known.js';
import { certificates, lists, responses } from './oddObjects.js';

const all = { ...certificates, ...lists, ...responses };

const bitsAsName: KnownDifference = {
	files: /bits as a name/,
	fields: /^subject$/,
	reason: "A BIT STRING is written as RFC 4517, 3.3.2, has it, '0101'B; it shows the bytes.",
};

/** Where `cryptography` reads them otherwise. */
const ofCryptography: readonly KnownDifference[] = [
	{
		files: /key for RSA-PSS/,
		fields: /^(keyType|publicKeySha256)$/,
		reason: 'It takes a key for RSASSA-PSS as one for RSA; ours keeps the algorithm.',
	},
	{
		files: /explicit parameters/,
		fields: /^(curve|publicKeySha256)$/,
		reason: 'It names the curve and writes the key with the name; ours says what stands there.',
	},
	bitsAsName,
];

/** Where OpenSSL does. */
const ofOpenSsl: readonly KnownDifference[] = [
	{
		files: /RDN of three/,
		fields: /^subject$/,
		reason:
			'It turns the attributes of an RDN around too. They are a set, whose order means nothing.',
	},
	{
		files: /IA5String of 8 bits/,
		fields: /^subject$/,
		reason: 'It takes the byte as Latin-1; ours says that it is none of the type, and shows it.',
	},
	bitsAsName,
	{
		files: /with a fraction/,
		fields: /^notAfter$/,
		reason: 'Ours has whole seconds, and says that the time is of another form.',
	},
];

describe('Odd objects', function () {
	this.timeout(120_000);
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-odd-'));
	const pathOf = (index: number) => join(folder, `${index}.der`);

	before(() => {
		for (const [index, bytes] of Object.values(all).entries()) writeFileSync(pathOf(index), bytes);
	});

	after(() => {
		rmSync(folder, { recursive: true });
	});

	it('are read as cryptography reads them, field by field', async () => {
		const peer = await provideCryptography();
		const items = Object.values(all).map((_, index) => ({ path: pathOf(index) }));
		const theirs = (await peer.ask(items)) as { blocks: TheirBlock[] }[];
		const read = theirs.filter(({ blocks }) => blocks.length > 0);
		assert.ok(read.length > 50, `it reads ${read.length} of ${items.length}`);
		const differences = Object.entries(all).flatMap(([name, bytes], index): Difference[] =>
			compareBlocks(name, theirs[index]?.blocks ?? [], decode(bytes)),
		);
		assertOnly(differences, ofCryptography);
	});

	it('are read as OpenSSL reads them', async () => {
		const differences: Difference[] = [];
		for (const [index, [name, bytes]] of Object.entries(certificates).entries()) {
			const [block] = decode(bytes);
			const printed = await printedOf(pathOf(index));
			if (printed === undefined) continue;
			if (block?.facts?.kind !== 'certificate') {
				differences.push({ file: name, field: 'block', theirs: 'read', ours: block?.error });
				continue;
			}
			const ours = fieldsOf(block.facts);
			for (const [field, theirs] of Object.entries(printed)) {
				if (ours[field] === theirs) continue;
				differences.push({ file: name, field, theirs, ours: ours[field] });
			}
		}
		assertOnly(differences, ofOpenSsl);
	});
});

const asked = ['-noout', '-serial', '-subject', '-issuer', '-dates', '-dateopt', 'iso_8601'];

/** Undefined for a certificate that it refuses. */
async function printedOf(path: string): Promise<Readonly<Record<string, string>> | undefined> {
	const options = ['-nameopt', 'RFC2253,-esc_msb,utf8', ...asked];
	let text: string;
	try {
		text = await openssl(['x509', '-inform', 'DER', '-in', path, ...options]);
	} catch {
		return undefined;
	}
	const lines = text.split('\n').map((line) => line.split(/=(.*)/s));
	const fields = Object.fromEntries(
		lines.flatMap(([name = '', value]) => (value === undefined ? [] : [[name, value]])),
	);
	assert.equal(Object.keys(fields).length, 5, text);
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, lowerHex(value)]));
}

/** Values in hex are in capitals there. */
function lowerHex(value: string): string {
	return value.replace(/(?<==)#[\dA-F]+/g, (found) => found.toLowerCase());
}

function fieldsOf(facts: CertificateFacts): Readonly<Record<string, string | undefined>> {
	const { serialNumber, subject, issuer, notBefore, notAfter } = facts;
	return {
		serial: serialNumber.toUpperCase(),
		subject,
		issuer,
		notBefore: notBefore?.replace('T', ' '),
		notAfter: notAfter?.replace('T', ' '),
	};
}
