/** What is in the bundle that the build step has just made. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { create } from '../../src/core/backends/vault/session/noAxios.js';
import { isPkiError } from '../../src/core/common/errors.js';
import { staticallyLoaded } from '../../scripts/lib/mergeChunks.mjs';

const { inputs, outputs } = JSON.parse(readFileSync('out/metafile.json', 'utf8')) as Metafile;
const packages = new Set(
	Object.keys(inputs).flatMap((path) => {
		const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path) ?? [];
		return name === undefined ? [] : [name];
	}),
);

describe('the bundle', () => {
	it('has node-vault, but no second way to send a request', () => {
		assert.ok(packages.has('node-vault'));
		const wires = ['axios', 'follow-redirects', 'form-data', 'mime-db', 'proxy-from-env'];
		assert.deepEqual(
			wires.filter((name) => packages.has(name)),
			[],
		);
	});

	it('loads no code at once that decodes, sends, reads files or writes them', () => {
		const atOnce = staticallyLoaded(outputs, 'dist/extension.js').flatMap((path) =>
			Object.keys(outputs[path]?.inputs ?? {}),
		);
		assert.ok(atOnce.includes('src/extension.ts'));
		const forLater =
			/^node_modules\/|^src\/core\/(x509|decode|diagnostics|http|tls|snippets)\/|^src\/services\/(network|clientHost|files\/(?!writeNotes))/;
		assert.deepEqual(
			atOnce.filter((path) => forLater.test(path)),
			[],
		);
	});

	it('has of node-forge the one cipher that Node lacks, in chunks of its own', () => {
		const withForge = Object.values(outputs).filter(({ inputs: own }) =>
			Object.keys(own).some((path) => path.includes('node_modules/node-forge/')),
		);
		assert.ok(withForge.length > 0);
		const others = withForge
			.flatMap(({ inputs: own }) => Object.keys(own))
			.filter((path) => !path.includes('node_modules/node-forge/'));
		assert.deepEqual(others, []);
		const size = withForge.reduce((sum, { bytes }) => sum + bytes, 0);
		assert.ok(size < 100_000, `${size} bytes`);
	});

	it('fails rather than send anything around our transport', () => {
		assert.throws(
			() => create(),
			(error) => isPkiError(error, 'unexpected'),
		);
	});
});
