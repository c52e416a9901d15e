/** `npm run matrix`: asks every TLS client anew what it does with each fault, and writes down what came out. */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { join } = await import('node:path');
	const { pathToFileURL } = await import('node:url');
	const { root } = await import('./lib/paths.mjs');
	const { run } = await import('./lib/processes.mjs');
	const built = await run(process.execPath, [join(root, 'esbuild.mjs'), 'tests'], { cwd: root });
	if (built.code !== 0) throw new Error('The tests could not be built.');
	const { writeMatrix } = await import(pathToFileURL(join(root, 'out/test/matrix/write.js')).href);
	process.stdout.write(await writeMatrix());
});
