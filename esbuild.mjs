/**
 * `node esbuild.mjs`: the extension, as an ESM bundle with split chunks, and the webview's script, into dist/.
 * `node esbuild.mjs tests`: sources, tests and scripts, file by file, into out/ for mocha on plain Node.
 */
import { build } from 'esbuild';
import { rm } from 'node:fs/promises';
import { globSync } from 'node:fs';

const production = process.argv.includes('--production');

if (process.argv.includes('tests')) {
	await build({
		entryPoints: [
			...globSync('src/**/*.ts'),
			...globSync('test/**/*.{ts,cts}'),
			...globSync('scripts/**/*.mjs'),
		],
		outdir: 'out',
		outbase: '.',
		outExtension: {},
		format: 'esm',
		platform: 'node',
		target: 'node20',
		sourcemap: 'inline',
		logLevel: 'warning',
	});
} else {
	await rm('dist', { recursive: true, force: true });
	const shared = { bundle: true, minify: production, sourcemap: !production, logLevel: 'warning' };
	const extension = await build({
		...shared,
		entryPoints: { extension: 'src/extension.ts' },
		outdir: 'dist',
		chunkNames: 'chunks/[name]-[hash]',
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		external: ['vscode'],
		metafile: true,
		// CommonJS dependencies call `require`, which an ES module does not have.
		banner: {
			js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
		},
	});
	await import('node:fs/promises').then(({ writeFile, mkdir }) =>
		mkdir('out', { recursive: true }).then(() =>
			writeFile('out/metafile.json', JSON.stringify(extension.metafile)),
		),
	);
}
