/**
 * `npm run targets`: writes docs/targets.md and the golden file of each target. Run it after a target was added or
 * changed, and read what the diff says; unit tests compare.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { mkdir, rm, writeFile } = await import('node:fs/promises');
	const { join } = await import('node:path');
	const { pathToFileURL } = await import('node:url');
	const { build } = await import('esbuild');
	const { root } = await import('./lib/paths.mjs');
	const outfile = join(root, 'out/targetPages.mjs');
	await build({
		entryPoints: [join(root, 'test/support/targetPages.ts')],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
	});
	const { goldenFiles, targetsPage } = await import(pathToFileURL(outfile).href);
	const folder = join(root, 'test/golden/targets');
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	for (const [name, text] of goldenFiles()) await writeFile(join(folder, name), text);
	await writeFile(join(root, 'docs/targets.md'), targetsPage());
});
