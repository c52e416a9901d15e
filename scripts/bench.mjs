/**
 * `npm run bench`: what the README promises, measured against a rival in the same run; fails where it is over a limit.
 * `npm run bench -- list-facts issue` for some of it.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { bench } = await import('./bench/table.mjs');
	process.exitCode = await bench(process.argv.slice(2));
});
