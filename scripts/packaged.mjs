/** `npm run test:packaged`: the .vsix, what is in it, and a smoke test of it. `--only-package` stops after making it. */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { makePackage } = await import('./lib/vsix.mjs');
	if (process.argv.includes('--only-package')) {
		process.stdout.write(`${await makePackage()}\n`);
		return;
	}
	const { testPackage } = await import('./lib/packagedSuite.mjs');
	process.exitCode = await testPackage();
});
