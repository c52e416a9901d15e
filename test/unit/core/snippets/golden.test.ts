/** What each target writes, word by word, and whether the parser of its format reads it as it is meant. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { parseAllDocuments } from 'yaml';
import { targets } from '../../../../src/core/snippets/registry.js';
import { goldenCases, goldenText } from '../../../support/goldenTargets.js';

describe('golden files of the targets', () => {
	it('are there for each target, and for nothing else', () => {
		const files = readdirSync('test/golden/targets').sort();
		assert.deepEqual(files, targets.map(({ id }) => `${id}.txt`).sort());
	});

	for (const target of targets) {
		it(`${target.id} writes what its file holds (npm run targets)`, () => {
			const expected = readFileSync(`test/golden/targets/${target.id}.txt`, 'utf8');
			assert.equal(goldenText(target), expected);
		});
	}
});

describe('texts of the targets', () => {
	const cases = targets.flatMap((target) =>
		goldenCases(target).map(({ title, input }) => ({
			name: `${target.id}, ${title}`,
			languageId: target.languageId,
			text: target.render(input),
			variant: input.variant,
		})),
	);
	const of = (languageId: string) => cases.filter((each) => each.languageId === languageId);

	for (const { name, text } of of('yaml')) {
		it(`${name} is YAML, without a warning`, () => {
			for (const document of parseAllDocuments(text)) {
				assert.deepEqual([...document.errors, ...document.warnings], []);
				assert.equal(typeof document.toJS(), 'object');
			}
		});
	}

	for (const { name, text } of of('jsonc')) {
		it(`${name} is JSON below its comments`, () => {
			const lines = text.split('\n').filter((line) => !line.startsWith('//'));
			assert.equal(typeof JSON.parse(lines.join('\n')), 'object');
		});
	}

	for (const { name, text, variant } of of('javascript')) {
		if (variant !== 'cjs') continue;
		it(`${name} is JavaScript`, () => {
			assert.doesNotThrow(() => new Script(text));
		});
	}
});
