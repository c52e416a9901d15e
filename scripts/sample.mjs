/** `npm run sample`: the sample folder alone, for F5. */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { join } = await import('node:path');
	const { root } = await import('./lib/paths.mjs');
	const { makeSample } = await import('./lib/sample.mjs');
	await makeSample(join(root, 'sample'));
});
