/** Reads the sources and checks that the layers hold, beside the lint rule that says so in the editor. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { allFields, type BackendDefinition } from '../../src/core/backends/contract/backend.js';
import * as backends from '../../src/core/backends/index.js';
import { sourceFiles } from '../support/sourceFiles.js';

const features = [
	'explorer',
	'commands',
	'details',
	'editor',
	'problems',
	'status',
	'tools',
	'inventory',
	'tasks',
	'debugging',
	'peers',
	'explanations',
];
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

	it('has no circle of imports in the core', () => {
		const inCore = imports.filter(({ from }) => roomOf(from) === 'core');
		assert.deepEqual(circlesIn(inCore), []);
		const made = [
			{ from: 'a.ts', to: 'b.js' },
			{ from: 'b.ts', to: 'c.js' },
			{ from: 'c.ts', to: 'a.js' },
		];
		assert.equal(circlesIn(made).length, 1);
	});

	it('keeps backends out of the parts of the core that they are made from', () => {
		const parts = /^src\/core\/(common|find|http|tls|x509)\//;
		assert.deepEqual(
			violations(({ from, to }) => parts.test(from) && to.startsWith('src/core/backends/')),
			[],
		);
	});

	it('names no backend, and none of its fields, outside its own folder', () => {
		const definitions: readonly BackendDefinition[] = Object.values(backends);
		// `pki` is the name of this extension's commands and the usual name of a mount as well.
		const names = definitions
			.flatMap(({ id, singleMount = id }) => [id, singleMount])
			.filter((name) => name !== 'pki');
		const fields = definitions.flatMap(allFields).map(({ id }) => id);
		assert.ok(names.includes('localCa') && fields.includes('address'));
		const foreign = new RegExp(`'(${names.join('|')})'|\\bfields\\.(${fields.join('|')})\\b`);
		// Elsewhere the same word may be the name of something else.
		const asked = new RegExp(`'(${fields.join('|')})'`);
		const asking = /^src\/(explorer|services|status|commands\/(administer|connect|input))\//;
		const found = files
			.filter((file) => !definitions.some(({ id }) => file.startsWith(`src/core/backends/${id}/`)))
			.flatMap((file) => {
				const text = readFileSync(file, 'utf8');
				const [name] = foreign.exec(text) ?? (asking.test(file) ? asked.exec(text) : null) ?? [];
				return name === undefined ? [] : [`${file}: ${name}`];
			});
		assert.deepEqual(found, []);
	});
});

/** Files that import themselves by way of others, each circle by the way it was found. */
function circlesIn(entries: readonly Import[]): readonly string[] {
	const targets = new Map<string, string[]>();
	for (const { from, to } of entries) {
		targets.set(from, [...(targets.get(from) ?? []), to.replace(/\.js$/, '.ts')]);
	}
	const circles: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, way: readonly string[]): void => {
		const start = way.indexOf(file);
		if (start >= 0) circles.push([...way.slice(start), file].join(' → '));
		if (start >= 0 || done.has(file)) return;
		for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
		done.add(file);
	};
	for (const file of targets.keys()) visit(file, []);
	return circles;
}
