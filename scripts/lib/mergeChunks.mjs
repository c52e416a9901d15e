/**
 * Puts what `activate()` loads into one file. An ES module costs VS Code about a millisecond whatever its size, and
 * splitting leaves a chunk for every set of parts that share something.
 */
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

/** @typedef {import('esbuild').Metafile['outputs'][string]} Output */

const main = 'chunks/main.js';

/**
 * The entry and the chunks that it imports other than by `import()` become `chunks/main.js`; the entry and those chunks
 * pass on what they exported, so that the other chunks import from them as before and nothing is there twice.
 *
 * @param {import('esbuild').Metafile} metafile Of a build with `splitting`; says afterwards what the files are now.
 * @param {string} entry As the metafile names it: `dist/extension.js`.
 * @param {string} [banner] What each file of that build begins with; once is enough for the merged one.
 */
export async function mergeChunks({ outputs }, entry, banner = '') {
	const folder = dirname(entry);
	const parts = staticallyLoaded(outputs, entry);
	const sources = parts.map((path, index) => ({
		path,
		names: outputs[path]?.exports.map((name) => ({ name, unique: `${name}_${index}` })) ?? [],
	}));
	const contents = sources.map(
		({ path, names }) =>
			`export { ${names.map(({ name, unique }) => `${name} as ${unique}`).join(', ')} } from './${path}';`,
	);
	const { outputFiles } = await build({
		stdin: { contents: contents.join('\n'), resolveDir: process.cwd() },
		...{ bundle: true, minify: true, format: 'esm', platform: 'node', target: 'node20' },
		...{ write: false, logLevel: 'warning', external: ['vscode'] },
		plugins: [lazily(resolve(folder, dirname(main))), without(banner)],
		banner: { js: banner },
	});
	const target = `${folder}/${main}`;
	const inputs = Object.assign({}, ...parts.map((path) => outputs[path]?.inputs));
	const text = outputFiles[0]?.text ?? '';
	await writeFile(target, text);
	for (const { path, names } of sources) {
		const from = path === entry ? `./${main}` : `./${basename(main)}`;
		const list = names.map(({ name, unique }) => `${unique} as ${name}`).join(', ');
		const thin = `export { ${list} } from '${from}';\n`;
		await writeFile(path, thin);
		outputs[path] = {
			...{ inputs: {}, exports: names.map(({ name }) => name), bytes: thin.length },
			imports: [{ path: target, kind: 'import-statement' }],
		};
	}
	outputs[target] = { inputs, exports: [], imports: [], bytes: Buffer.byteLength(text) };
}

/**
 * Leaves `import()` as it is, with the path as seen from the merged file.
 *
 * @param {string} folder Of the merged file.
 * @returns {import('esbuild').Plugin}
 */
function lazily(folder) {
	return {
		name: 'lazily',
		setup: ({ onResolve }) => {
			onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
				if (kind !== 'dynamic-import') return undefined;
				if (resolve(resolveDir, dirname(path)) !== folder) {
					throw new Error(`${path} is not among the chunks.`);
				}
				return { path: `./${basename(path)}`, external: true };
			});
		},
	};
}

/**
 * Reads the files of the first build without what each begins with.
 *
 * @param {string} banner
 * @returns {import('esbuild').Plugin}
 */
function without(banner) {
	return {
		name: 'without-banner',
		setup: ({ onLoad }) => {
			onLoad({ filter: /\.js$/ }, async ({ path }) => {
				const text = await readFile(path, 'utf8');
				return { contents: text.startsWith(banner) ? text.slice(banner.length) : text };
			});
		},
	};
}

/**
 * The entry and what it imports other than by `import()`.
 *
 * @param {Record<string, Output>} outputs
 * @param {string} entry
 * @returns {readonly string[]}
 */
export function staticallyLoaded(outputs, entry) {
	const found = new Set([entry]);
	for (const path of found) {
		const output = outputs[path];
		if (!output) throw new Error(`${path} is not in the metafile`);
		for (const { path: next, kind, external } of output.imports) {
			if (kind === 'import-statement' && external !== true) found.add(next);
		}
	}
	return [...found];
}
