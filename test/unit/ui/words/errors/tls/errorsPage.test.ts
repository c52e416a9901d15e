/** docs/errors.md is what `npm run rules` writes from the table of TLS errors. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { entries } from '../../../../../../src/core/tls/explain/table.js';
import { loadPlainWords } from '../../../../../../scripts/lib/plainWords.mjs';

interface Page {
	readonly errorsPage: () => string;
}

describe('docs/errors.md', () => {
	const page = readFileSync('docs/errors.md', 'utf8');

	it('is as “npm run rules” writes it', async () => {
		const { errorsPage } = (await loadPlainWords(
			'src/ui/words/errors/tls/errorsPage.ts',
			'errorsPageInTest',
		)) as Page;
		assert.equal(page, errorsPage());
	});

	it('has an anchor for each error, and links only to those', () => {
		const anchors = [...page.matchAll(/<a id="(\w+)"><\/a>/g)].map(([, id = '']) => id);
		assert.deepEqual([...anchors].sort(), entries.map(({ id }) => id).sort());
		const links = [...page.matchAll(/\]\(#(\w+)\)/g)].map(([, id = '']) => id);
		assert.deepEqual([...links].sort(), [...anchors].sort());
	});
});
