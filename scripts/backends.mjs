/**
 * `npm run backends`: writes docs/backends.md from the definitions of the backends. Run it after a definition or the
 * contract's abilities changed; a unit test compares.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { writeFile } = await import('node:fs/promises');
	const { join } = await import('node:path');
	const { root } = await import('./lib/paths.mjs');
	const { loadPlainWords } = await import('./lib/plainWords.mjs');
	const { backendsPage } = await loadPlainWords('test/support/backendPages.ts', 'backendPages');
	await writeFile(join(root, 'docs/backends.md'), await backendsPage());
});
