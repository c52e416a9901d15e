/**
 * `node esbuild.mjs`: the extension, as an ESM bundle with split chunks, and the webview's script and style, into dist/.
 * With `--production` minified, without source maps and with the licences of what it contains; with `--watch` again after each change.
 * `node esbuild.mjs tests`: sources and tests, file by file, and the scripts they use, into out/ for plain Node.
 */
import { build, context } from 'esbuild';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeChunks } from './scripts/lib/mergeChunks.mjs';
import { bundledPackages, noticesOf } from './scripts/lib/notices.mjs';

const production = process.argv.includes('--production');

/** The oldest extension host that we promise (VS Code 1.100) runs Node 20. */
const node = { platform: 'node', target: 'node20', logLevel: 'warning' };
const bundle = { bundle: true, minify: production, sourcemap: !production, logLevel: 'warning' };

/** @type {import('esbuild').BuildOptions} */
const extension = {
	...node,
	...bundle,
	entryPoints: { extension: 'src/extension.ts' },
	outdir: 'dist',
	chunkNames: 'chunks/[name]-[hash]',
	splitting: true,
	format: 'esm',
	external: ['vscode'],
	alias: {
		// Its main file is one that esbuild cannot look into.
		'jsonc-parser': fileURLToPath(
			new URL('node_modules/jsonc-parser/lib/esm/main.js', import.meta.url),
		),
		// A third of the Vault chunk that nothing calls.
		axios: fileURLToPath(new URL('src/core/backends/vault/session/noAxios.ts', import.meta.url)),
	},
	metafile: true,
	// CommonJS dependencies call `require`, which an ES module does not have.
	banner: {
		js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
	},
};

/**
 * What runs in threads: with chunks of its own, since what `activate()` loads is merged into one file that imports `vscode`.
 *
 * @type {import('esbuild').BuildOptions}
 */
const workers = {
	...node,
	...bundle,
	entryPoints: {
		blocksWorker: 'src/services/blocks/worker.ts',
		workspaceWorker: 'src/services/workspace/reading/worker.ts',
		tlsWorker: 'src/services/tls/worker.ts',
	},
	outdir: 'dist',
	chunkNames: 'threads/[name]-[hash]',
	splitting: true,
	format: 'esm',
	metafile: true,
	banner: extension.banner,
};

/** @type {import('esbuild').BuildOptions} */
const webview = {
	...bundle,
	entryPoints: globSync('src/webview/*.{ts,css}').filter((file) => !file.endsWith('.d.ts')),
	outdir: 'dist/webview',
	metafile: true,
	format: 'iife',
	platform: 'browser',
	target: 'es2022',
};

async function buildExtension() {
	// An open window loads chunks as it needs them: those of the build that it began with stay, except in the package.
	if (production) await rm('dist', { recursive: true, force: true });
	const [{ metafile }, page, threads] = await Promise.all(
		[extension, webview, workers].map((options) => build(options)),
	);
	if (production) {
		const notices = await noticesOf(bundledPackages([metafile, page.metafile, threads.metafile]));
		await writeFile('dist/THIRD-PARTY-NOTICES.txt', notices);
		await mergeChunks(metafile, 'dist/extension.js', extension.banner?.js);
	}
	// What `activate()` loads is measured from it.
	await mkdir('out', { recursive: true });
	await writeFile('out/metafile.json', JSON.stringify(metafile));
}

async function watch() {
	for (const options of [extension, webview, workers]) {
		await (await context({ ...options, logLevel: 'info' })).watch();
	}
}

async function buildTests() {
	const shared = {
		...node,
		// JSON is imported as it is; Node 20 knows the attribute from 20.10 on.
		supported: { 'import-attributes': true },
		outdir: 'out',
		outbase: '.',
		sourcemap: 'inline',
	};
	await Promise.all([
		build({
			...shared,
			entryPoints: globSync('{src,test}/**/*.ts').filter((file) => !file.endsWith('.d.ts')),
			format: 'esm',
		}),
		...globSync('src/**/*.json').map((file) => cp(file, `out/${file}`)),
		build({
			...shared,
			entryPoints: globSync('test/**/*.cts'),
			format: 'cjs',
			outExtension: { '.js': '.cjs' },
		}),
		cp('scripts', 'out/scripts', { recursive: true }),
	]);
	// A test whose source is gone would still run.
	for (const file of globSync('out/{src,test}/**/*.{js,cjs}')) {
		const source = file.slice('out/'.length).replace(/js$/, 'ts');
		if (!existsSync(source)) await rm(file);
	}
}

if (process.argv.includes('tests')) await buildTests();
else if (process.argv.includes('--watch')) await watch();
else await buildExtension();
