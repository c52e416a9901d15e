/** What each target writes, word by word, and whether the parser of its format reads it as it is meant. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { parse, parseAllDocuments } from 'yaml';
import { isPkiError } from '../../../../src/core/common/errors.js';
import { targets } from '../../../../src/core/snippets/registry.js';
import type { SnippetInput, Target } from '../../../../src/core/snippets/target.js';
import { randomly } from '../../../support/random.js';
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

/** Names of files that formats trip over, the same in every run. */
function hostilePaths(count: number): readonly string[] {
	const random = randomly(1124);
	const parts = [
		"it's",
		'"a"',
		' ',
		'$HOME',
		'${X}',
		'$$',
		'\\',
		'\\n',
		'#',
		': ',
		'- ',
		'{a}',
		'{{b}}',
		'%41',
		'*',
		'&',
		'?',
		'ü',
		'🔑',
		'\n',
		'\t',
		'\u202e',
		'`',
	];
	return Array.from({ length: count }, () => `/x${random.some(parts, 6).join('')}y`);
}

/** Every string of a parsed file. */
function stringsOf(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(stringsOf);
}

describe('paths in the texts of the targets', () => {
	/** What the program makes of a string of its file. */
	const meant = (id: string, text: string) => {
		if (id === 'docker-compose') return text.replaceAll('$$', '$');
		if (id.startsWith('spring-boot')) return decodeURIComponent(text.replace(/^file:/, ''));
		return text;
	};

	const readers: Readonly<Record<string, (text: string) => unknown>> = {
		yaml: (text) => parse(text) as unknown,
		jsonc: (text) => JSON.parse(text.replace(/^\/\/.*$/gm, '')) as unknown,
	};

	for (const target of targets) {
		const read = readers[target.languageId];
		const [first] = goldenCases(target).filter(({ title }) => title.endsWith('paths'));
		if (!read || !first || target.id === 'cert-manager-certificate') continue;
		it(`${target.id} writes each so that it is read again, or refuses it`, () => {
			let written = 0;
			for (const path of hostilePaths(120)) {
				const key = { from: 'file', path } as const;
				const text = textOrRefusal(target, {
					...first.input,
					certificate: key,
					key,
					converted: path,
				});
				if (text === undefined) continue;
				written++;
				const strings = stringsOf(read(text)).map((each) => meant(target.id, each));
				assert.ok(strings.includes(path), JSON.stringify(path));
			}
			assert.ok(written > 40);
		});
	}
});

function textOrRefusal(target: Target, input: SnippetInput): string | undefined {
	try {
		return target.render(input);
	} catch (error) {
		if (isPkiError(error, 'invalid') && error.reason === 'unquotable') return undefined;
		throw error;
	}
}
