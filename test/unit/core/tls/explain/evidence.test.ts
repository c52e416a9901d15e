/** No entry of the table is there without a program that says so, or a reason why none was asked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../../../scripts/lib/paths.mjs';
import { entries } from '../../../../../src/core/tls/explain/table.js';
import { explainedBy, explainedIn } from '../../../../support/explainedBy.js';

describe('the evidence of the table of TLS errors', () => {
	it('is there for each entry, and for nothing else', () => {
		assert.deepEqual(Object.keys(explainedBy).sort(), entries.map(({ id }) => id).sort());
	});

	it('is a program that a file of tests asks, or a reason in a sentence', () => {
		for (const [id, evidence] of Object.entries(explainedBy)) {
			if ('text' in evidence) assert.match(evidence.text, /^[A-Z].{20,}\.$/, id);
			else assert.match(evidence.program, /\w/, id);
		}
	});

	it('is asked for in each of these files, of all that it is said to bring about', () => {
		for (const [name, path] of Object.entries(explainedIn)) {
			const text = readFileSync(join(root, path), 'utf8');
			assert.ok(text.includes(`new Seen('${name}')`), path);
			assert.ok(text.includes('seen.assertShare()'), path);
		}
	});
});
