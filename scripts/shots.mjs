/**
 * `npm run shots`: the pictures of docs/images, dark and light, from the real thing.
 * `npm run shots -- --only=tree,details` for some, `--theme=dark` for one theme, `--to=out/shots` for another folder.
 */
import { bootstrap } from './lib/bootstrap.mjs';

/** @param {string} name */
function option(name) {
	const prefix = `--${name}=`;
	return process.argv
		.find((argument) => argument.startsWith(prefix))
		?.slice(prefix.length)
		.split(',');
}

await bootstrap(import.meta.url, async () => {
	const { shoot } = await import('./lib/shots.mjs');
	process.exitCode = await shoot({
		only: option('only'),
		themes: option('theme'),
		folder: option('to')?.[0],
	});
});
