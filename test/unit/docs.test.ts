/** docs/commands.md lists what src/api.ts and the files beside it offer. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type Ability, can } from '../../src/core/backends/contract/backend.js';
import { BackendRegistry } from '../../src/core/backends/registry.js';
import { targets } from '../../src/core/snippets/registry.js';
import { backendsPage } from '../support/backendPages.js';
import { makeMinimalBackend } from '../support/minimalBackend.js';
import { evidence } from '../support/targetEvidence.js';
import { targetsPage } from '../support/targetPages.js';

const api = readFileSync('src/api.ts', 'utf8');
const types = readdirSync('src/api')
	.map((name) => readFileSync(`src/api/${name}`, 'utf8'))
	.join('\n');
const errors = readFileSync('src/core/common/errors.ts', 'utf8');
const docs = readFileSync('docs/commands.md', 'utf8');

/** The options that an interface of the API declares. */
function optionsOf(name: string): string[] {
	const body = new RegExp(`interface ${name}[^{]*\\{([^}]*)\\}`).exec(types)?.[1] ?? '';
	return [...body.matchAll(/^\t(\w+)\?:/gm)].map(([, option = '']) => option);
}

const commands = [...api.matchAll(/'(pki\.\w+)': \{\s*options: ([^;]+);/g)].map(
	([, id = '', options = '']) => ({ id, options }),
);

describe('docs/commands.md', () => {
	it('finds the commands of the API', () => {
		assert.ok(commands.length >= 13);
	});

	for (const { id, options } of commands) {
		it(`describes ${id} with all its options`, () => {
			const section = docs.split(/^### /m).find((text) => text.startsWith(`${id}\n`));
			assert.ok(section !== undefined, 'no heading');
			const missing = optionsOf(options).filter((option) => !section.includes(option));
			// The lists have one interface; connections come in one page.
			assert.deepEqual(id === 'pki.listConnections' ? [] : missing, []);
		});
	}

	it('names every error code', () => {
		const union = /type ErrorCode =([^;]*);/.exec(errors)?.[1] ?? '';
		const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
		assert.ok(codes.length > 10);
		assert.deepEqual(
			codes.filter((code) => !docs.includes(`\`${code}\``)),
			[],
		);
	});

	it('names every variant of a target', () => {
		const names = targets.flatMap(({ variants = [] }) => variants.map(({ id }) => id));
		assert.deepEqual(
			names.filter((name) => !docs.includes(`\`${name}\``)),
			[],
		);
	});
});

describe('docs/targets.md', () => {
	it('is what the targets say of themselves (npm run targets)', () => {
		assert.equal(readFileSync('docs/targets.md', 'utf8'), targetsPage());
	});

	it('says "run" only of targets that a test runs', () => {
		const folder = 'test/peers/targets';
		const tests = readdirSync(folder)
			.map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
			.concat(readFileSync('test/unit/core/snippets/run.test.ts', 'utf8'))
			.join('\n');
		const said = targets
			.filter(({ id }) => ['run', 'checked'].includes(evidence[id].how))
			.map(({ id }) => id);
		assert.ok(said.length > 20);
		const named = (id: string) =>
			tests.includes(`'${id}'`) ||
			tests.includes(`\t${id}: {`) ||
			tests.includes(`\t${id}: caddy(`);
		assert.deepEqual(
			said.filter((id) => !named(id)),
			[],
		);
	});

	it('names each target once', () => {
		const page = targetsPage();
		for (const { id } of targets) assert.equal(page.split(`| \`${id}\` `).length, 2, id);
	});
});

describe('docs/backends.md', () => {
	it('is what the definitions say (npm run backends)', async () => {
		assert.equal(readFileSync('docs/backends.md', 'utf8'), await backendsPage());
	});

	it('says yes for each ability of a backend and for no other', async () => {
		const { all } = new BackendRegistry();
		const rows = [...(await backendsPage()).matchAll(/^\| `(\w+)` +\| [^|]+\|(.*)\|$/gm)].filter(
			([, , cells]) => cells?.split('|').every((cell) => ['yes', '–'].includes(cell.trim())),
		);
		assert.ok(rows.length > 20);
		for (const [, ability = '', cells = ''] of rows) {
			assert.deepEqual(
				cells.split('|').map((cell) => cell.trim() === 'yes'),
				all.map((backend) => can(backend, ability as Ability)),
				ability,
			);
		}
	});

	it('describes a new backend from its definition alone', async () => {
		const { definition } = await makeMinimalBackend();
		const page = await backendsPage([definition]);
		assert.ok(page.includes(`\n## ${definition.label}\n`));
		assert.match(page, /^\| `endpoint` \| Endpoint +\| url/m);
		assert.doesNotMatch(page, /\| yes/);
	});
});
