/** `npm start`: a VS Code with the extension and a sample folder. `npm start -- --vault`: with an OpenBao dev server. */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { start } = await import('./lib/start.mjs');
	await start({ vault: process.argv.includes('--vault') });
});
