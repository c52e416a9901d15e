import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { mergeChunks, staticallyLoaded } from '../../../scripts/lib/mergeChunks.mjs';

const sources = {
	'shared.js': 'export class Thing {}\nexport const made = [];',
	'other.js':
		"import { Thing } from './shared.js';\nexport const isThing = (x) => x instanceof Thing;",
	'lazy.js':
		"import { Thing, made } from './shared.js';\nmade.push(1);\nexport const thing = new Thing();",
	'later.js': "import { isThing } from './other.js';\nexport { isThing };",
	'main.js': [
		"import { made } from './shared.js';",
		"import { isThing } from './other.js';",
		"export const lazy = () => import('./lazy.js');",
		"export const later = () => import('./later.js');",
		'export { made, isThing };',
	].join('\n'),
};

const banner = 'import { sep as separator } from "node:path";';

interface Main {
	readonly made: readonly number[];
	isThing(value: unknown): boolean;
	lazy(): Promise<{ readonly thing: object }>;
	later(): Promise<{ isThing(value: unknown): boolean }>;
}

describe('merging the chunks that are loaded at once', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'pki-workbench-merge-'));
		for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, name), text);
		await writeFile(join(folder, 'package.json'), '{"type":"module"}');
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('leaves one file to load, and everything there once', async () => {
		const outdir = relative(process.cwd(), join(folder, 'dist'));
		const { metafile } = await build({
			...{ entryPoints: [join(folder, 'main.js')], outdir, bundle: true, metafile: true },
			...{ splitting: true, format: 'esm', chunkNames: 'chunks/[name]-[hash]' },
			banner: { js: banner },
		});
		const entry = `${outdir}/main.js`;
		assert.ok(staticallyLoaded(metafile.outputs, entry).length > 2);
		await mergeChunks(metafile, entry, banner);
		assert.deepEqual(staticallyLoaded(metafile.outputs, entry).slice(1), [
			`${outdir}/chunks/main.js`,
		]);
		const merged = await readFile(join(folder, 'dist/chunks/main.js'), 'utf8');
		assert.doesNotMatch(merged, /from\s*"\./);
		assert.equal(merged.split('node:path').length, 2, 'the banner is there once');
		const main = (await import(pathToFileURL(join(folder, 'dist/main.js')).href)) as Main;
		const { thing } = await main.lazy();
		assert.ok(main.isThing(thing) && (await main.later()).isThing(thing));
		assert.deepEqual(main.made, [1]);
	});
});
