import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { provideCryptography } from '../../scripts/lib/peers.mjs';
import { PkiError } from '../../src/core/common/errors.js';
import { openContainer } from '../../src/core/x509/containers/openContainer.js';
import { sourceFiles } from '../support/sourceFiles.js';
import type { Difference, TheirBlock } from './compare.js';
import { containerDifferences } from './containerDifferences.js';
import { assertOnly } from './known.js';

interface TheirContainer {
	/** With which it opens; none where the file has none. */
	readonly password: string | null;
	readonly certificates: readonly { readonly sha256Fingerprint: string; readonly name: string }[];
	readonly privateKeys: readonly TheirBlock[];
}

/** Those of the PKITS files, and of the package's own. */
const passwords = ['password', 'cryptography', 'changeit', '', null];

describe('The PKCS #12 files of cryptography', function () {
	this.timeout(300_000);

	it('open with the same password and hold the same', async () => {
		const peer = await provideCryptography();
		const files = ['pkcs12', 'x509'].flatMap((folder) =>
			sourceFiles(`${peer.vectors}/${folder}`, '.p12'),
		);
		assert.ok(files.length > 400, `${files.length} files`);
		const answers = await peer.ask(files.map((path) => ({ path, passwords })));
		const differences: Difference[] = [];
		for (const [index, path] of files.entries()) {
			const { container } = answers[index] as { container: TheirContainer | null };
			if (container === null) continue;
			const file = relative(peer.vectors, path);
			const ours = await contentOf(readFileSync(path), container.password);
			differences.push(...compare(file, container, ours));
		}
		assertOnly(differences, containerDifferences);
	});
});

interface Content {
	readonly certificates: TheirContainer['certificates'];
	readonly keys: readonly (string | undefined)[];
}

/** What cannot be opened is a text: the reason. */
async function contentOf(bytes: Uint8Array, password: string | null): Promise<Content | string> {
	try {
		const { blocks } = await openContainer(bytes, password === null ? {} : { password });
		return {
			certificates: blocks.flatMap(({ facts, entry }) =>
				facts?.kind === 'certificate'
					? [{ sha256Fingerprint: facts.sha256Fingerprint, name: entry?.name ?? '' }]
					: [],
			),
			keys: blocks.flatMap(({ facts }) =>
				facts?.kind === 'privateKey' ? [facts.publicKeySha256] : [],
			),
		};
	} catch (error) {
		if (!(error instanceof PkiError)) throw error;
		return `${error.code} ${String(error.reason)}`;
	}
}

function compare(file: string, theirs: TheirContainer, ours: Content | string): Difference[] {
	if (typeof ours === 'string') return [{ file, field: 'file', theirs: theirs.password, ours }];
	const fields: readonly (readonly [field: string, theirs: unknown, ours: unknown])[] = [
		['certificates', sorted(theirs.certificates), sorted(ours.certificates)],
		[
			'privateKeys',
			theirs.privateKeys.map(({ publicKeySha256 }) => publicKeySha256),
			[...ours.keys],
		],
	];
	return fields
		.filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other))
		.map(([field, one, other]) => ({ file, field, theirs: one, ours: other }));
}

/** The key's own certificate is the first of theirs, wherever it stands. */
function sorted(certificates: Content['certificates']): readonly string[] {
	return certificates.map(({ sha256Fingerprint, name }) => `${sha256Fingerprint} ${name}`).sort();
}
