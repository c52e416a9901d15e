/**
 * `npm run rules`: writes a page for each code into docs/rules, the codes into the schema of `pki.diagnostics.severity` in
 * package.json, and docs/errors.md. Run it after a rule or a TLS error was added or its words changed; tests compare.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { readFile, mkdir, rm, writeFile } = await import('node:fs/promises');
	const { join } = await import('node:path');
	const { root } = await import('./lib/paths.mjs');
	const { loadPlainWords } = await import('./lib/plainWords.mjs');
	const { rulePages, severityProperties } = await loadPlainWords(
		'src/ui/words/findings/rulePages.ts',
		'rulePages',
	);
	const folder = join(root, 'docs/rules');
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	for (const [name, page] of rulePages()) await writeFile(join(folder, name), page);

	const { errorsPage } = await loadPlainWords(
		'src/ui/words/errors/tls/errorsPage.ts',
		'errorsPage',
	);
	await writeFile(join(root, 'docs/errors.md'), errorsPage());

	const file = join(root, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8'));
	const settings = manifest.contributes.configuration.properties;
	settings['pki.diagnostics.severity'].properties = severityProperties();
	await writeFile(file, `${JSON.stringify(manifest, null, '\t')}\n`);
});
