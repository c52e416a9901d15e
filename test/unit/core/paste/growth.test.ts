import assert from 'node:assert/strict';
import { placeFor } from '../../../../src/core/paste/placeFor.js';
import { countedWork } from '../../../support/countedWork.js';

/** What stands before and behind the place, for a size, and the language. */
const documents: Readonly<
	Record<string, readonly [languageId: string, before: (size: number) => string, after?: string]>
> = {
	'brackets in brackets': ['yaml', (size) => `a: [\n${' [\n'.repeat(size)}  `],
	'brackets on one line': ['yaml', (size) => `a:\n  ${'['.repeat(size)}\n  b: `],
	'quotes that nobody closed': ['yaml', (size) => `${'a: "\n'.repeat(size)}b: `],
	'blocks in blocks': ['yaml', (size) => `${'a: |\n  b: |\n    c\n'.repeat(size)}b: |\n  `],
	'a deep block': ['yaml', (size) => `a: >\n${'    # x |\n'.repeat(size)}    `],
	'items of a list': [
		'yaml',
		(size) => `${'- kind: Map\n  data: {}\n'.repeat(size)}- data:\n    a: `,
	],
	'a long Secret': ['yaml', (size) => `kind: Secret\ndata:\n${'  a: b\n'.repeat(size)}  c: `],
	'a comment that looks like many': [
		'yaml',
		(size) => `kind: Secret\ndata:${' #'.repeat(size)}\u2028\n  a: `,
	],
	'comments above a deep Secret': [
		'yaml',
		(size) => `${'#\n'.repeat(size)}${' '.repeat(size)}data:\n${' '.repeat(size + 1)}a: `,
	],
	'templates that nobody closed': ['yaml', (size) => `a:\n  ${'{'.repeat(size)}\n  b: `],
	'many documents': ['yaml', (size) => `${'---\na: b\n'.repeat(size)}caBundle: `],
	'objects in objects': ['json', (size) => '{"a":'.repeat(size)],
	'lists in lists behind a Secret': [
		...(['json', () => '{"data": {"a": "'] as const),
		`", "b": ${'['.repeat(100_000)}`,
	],
	'a long list': ['json', (size) => `{"kind": "Secret", "data": {${'"a": "b",'.repeat(size)}"c": `],
	'strings of code': ['javascript', (size) => `${'`${"a"}` / /"/;'.repeat(size)}"`, '"'],
	'templates in templates': ['javascript', (size) => `${'`${'.repeat(size)}"`, '"'],
	divisions: ['javascript', (size) => `${' / '.repeat(size)}"`, '"'],
	heredocs: ['ruby', (size) => `${'<<A '.repeat(size)}"`, `"${'x'.repeat(1000)}\n`],
	'heredocs without an end': ['php', (size) => `${'<<<A\n'.repeat(size)}"`, '"'],
};

describe('work for a place to paste into', () => {
	for (const [title, [languageId, before, after = '']] of Object.entries(documents)) {
		it(`grows with ${title}`, async () => {
			const work = (size: number) => {
				const start = before(size);
				const at = { start: start.length, end: start.length, languageId, fileName: '' };
				return countedWork(() => placeFor({ text: start + after, ...at }));
			};
			await work(10);
			const [one, two] = [await work(500), await work(1000)];
			assert.ok(one > 0 && two <= 2.5 * one, `${one} and ${two}`);
		});
	}
});
