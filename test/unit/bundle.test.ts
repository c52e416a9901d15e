/** What is in the bundle that the build step has just made. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { create } from '../../src/core/backends/vault/session/noAxios.js';
import { isPkiError } from '../../src/core/common/errors.js';

interface Metafile {
	readonly inputs: Readonly<Record<string, unknown>>;
}

const { inputs } = JSON.parse(readFileSync('out/metafile.json', 'utf8')) as Metafile;
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

	it('fails rather than send anything around our transport', () => {
		assert.throws(
			() => create(),
			(error) => isPkiError(error, 'unexpected'),
		);
	});
});
