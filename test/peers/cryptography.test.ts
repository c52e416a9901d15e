import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Cryptography, provideCryptography } from '../../scripts/lib/peers.mjs';
import { decode } from '../../src/core/decode/decode.js';
import { sourceFiles } from '../support/sourceFiles.js';
import { compareBlocks, type Difference, type TheirBlock } from './compare.js';
import { cryptographyDifferences } from './cryptographyDifferences.js';
import { assertOnly } from './known.js';

const endings = ['.pem', '.der', '.crt', '.crl', '.key', '.p7b'];

describe('The test files of cryptography', function () {
	this.timeout(180_000);
	let peer: Cryptography;
	let files: readonly string[];
	let theirs: readonly (readonly TheirBlock[])[];

	before(async () => {
		peer = await provideCryptography();
		files = ['x509', 'pkcs7', 'asymmetric'].flatMap((folder) =>
			endings.flatMap((ending) => sourceFiles(`${peer.vectors}/${folder}`, ending)),
		);
		const answers = await peer.ask(files.map((path) => ({ path })));
		theirs = (answers as { blocks: TheirBlock[] }[]).map(({ blocks }) => blocks);
	});

	it('are read as cryptography reads them, field by field', () => {
		const differences = files.flatMap((path, index): Difference[] =>
			compareBlocks(relative(peer.vectors, path), theirs[index] ?? [], decode(readFileSync(path))),
		);
		assertOnly(differences, cryptographyDifferences);
	});

	it('are enough of each kind to say something', () => {
		const counts = new Map<string, number>();
		for (const { kind } of theirs.flat()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
		for (const [kind, least] of Object.entries(leastOfKind)) {
			assert.ok((counts.get(kind) ?? 0) >= least, `${counts.get(kind) ?? 0} of ${kind}`);
		}
	});
});

/** Should a later version of the package keep its files elsewhere, the comparison would hold of nothing. */
const leastOfKind: Readonly<Record<TheirBlock['kind'], number>> = {
	certificate: 400,
	request: 20,
	crl: 150,
	privateKey: 50,
	publicKey: 20,
	ocsp: 12,
};
