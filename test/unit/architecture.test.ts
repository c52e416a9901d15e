/** Reads the sources and checks that the layers hold, beside the lint rule that says so in the editor. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { sourceFiles } from '../support/sourceFiles.js';

const features = ['explorer', 'commands', 'details', 'editor', 'problems', 'status'];
const files = sourceFiles('src', '.ts');

interface Import {
	readonly from: string;
	readonly to: string;
}

function importsOf(file: string): Import[] {
	const text = readFileSync(file, 'utf8');
	const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
	return [...specifiers].map(([, specifier = '']) => ({
		from: file,
		to: specifier.startsWith('.')
			? relative('.', join(dirname(file), specifier))
					.split(sep)
					.join('/')
			: specifier,
	}));
}

const imports = files.flatMap(importsOf);

function roomOf(path: string): string {
	return /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
}

function violations(isWrong: (entry: Import) => boolean): string[] {
	return imports.filter(isWrong).map(({ from, to }) => `${from} imports ${to}`);
}

describe('architecture', () => {
	it('finds the sources', () => {
		assert.ok(imports.length > 100);
	});

	it('keeps the core free of the editor and of every outer layer', () => {
		assert.deepEqual(
			violations(
				({ from, to }) =>
					roomOf(from) === 'core' &&
					(to === 'vscode' || (to.startsWith('src/') && roomOf(to) !== 'core')),
			),
			[],
		);
	});

	it('keeps features apart from one another', () => {
		assert.deepEqual(
			violations(
				({ from, to }) =>
					features.includes(roomOf(from)) &&
					features.includes(roomOf(to)) &&
					roomOf(from) !== roomOf(to),
			),
			[],
		);
	});

	it('keeps services and ui below the features', () => {
		assert.deepEqual(
			violations(
				({ from, to }) =>
					['services', 'ui'].includes(roomOf(from)) && features.includes(roomOf(to)),
			),
			[],
		);
	});
});
