/**
 * `npm run fuzz`: hostile input for what reads certificates, keys, containers and the texts around them, until something
 * fails or the time is over. `-- --minutes=5`, `--seed=7` to repeat a run, `--round=12` with it for one round alone.
 */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { join } = await import('node:path');
	const { parseArgs } = await import('node:util');
	const { pathToFileURL } = await import('node:url');
	const { root } = await import('./lib/paths.mjs');
	const { run } = await import('./lib/processes.mjs');
	const { values } = parseArgs({
		options: {
			seed: { type: 'string' },
			minutes: { type: 'string', default: '5' },
			round: { type: 'string' },
		},
	});
	const seed = Number(values.seed ?? Date.now() % 2 ** 31);
	const [minutes, only] = [values.minutes, values.round].map(Number);
	const isOne = values.round !== undefined;
	if (![seed, minutes, isOne ? only : 0].every((number) => Number(number) >= 0)) {
		throw new Error('--seed, --minutes and --round are numbers.');
	}
	const built = await run(process.execPath, [join(root, 'esbuild.mjs'), 'tests'], { cwd: root });
	if (built.code !== 0) throw new Error('The tests could not be built.');
	/** @type {typeof import('../test/fuzz/fuzz.js')} */
	const { fuzz } = await import(pathToFileURL(join(root, 'out/test/fuzz/fuzz.js')).href);
	process.stdout.write(`Seed ${seed}\n`);
	const end = Date.now() + Number(minutes) * 60_000;
	const held = await fuzz({
		seed,
		from: isOne ? only : 0,
		goesOn: (round) => (isOne ? round === only : Date.now() < end),
		folder: join(root, 'out/fuzz'),
	});
	process.stdout.write(`${held} rounds held.\n`);
});
