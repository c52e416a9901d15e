/**
 * `npm run rules`: writes a page for each code into docs/rules, and the codes into the schema of `pki.diagnostics.severity`
 * in package.json. Run it after a rule was added or its words changed; an editor test compares.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { readFile, mkdir, rm, writeFile } = await import('node:fs/promises');
	const { join } = await import('node:path');
	const { pathToFileURL } = await import('node:url');
	const { build } = await import('esbuild');
	const { root } = await import('./lib/paths.mjs');
	const outfile = join(root, 'out/rulePages.mjs');
	await build({
		entryPoints: [join(root, 'src/ui/words/findings/rulePages.ts')],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		alias: { vscode: join(root, 'scripts/lib/plainL10n.mjs') },
		// The words import more of `vscode` than what makes them.
		logLevel: 'error',
	});
	const { rulePages, severityProperties } = await import(pathToFileURL(outfile).href);
	const folder = join(root, 'docs/rules');
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	for (const [name, page] of rulePages()) await writeFile(join(folder, name), page);

	const file = join(root, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8'));
	const settings = manifest.contributes.configuration.properties;
	settings['pki.diagnostics.severity'].properties = severityProperties();
	await writeFile(file, `${JSON.stringify(manifest, null, '\t')}\n`);
});
