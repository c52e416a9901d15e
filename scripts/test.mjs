/**
 * `npm test`: everything that must hold, from a fresh clone on. `npm test -- --only=unit,server` for some of it, and
 * `npm test -- --all` for what needs Go too.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	// Servers and windows end with us.
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
	const { runSuites } = await import('./lib/suites.mjs');
	const only = process.argv
		.find((argument) => argument.startsWith('--only='))
		?.slice('--only='.length);
	process.exitCode = await runSuites(process.argv.includes('--all') ? 'all' : only?.split(','));
});
