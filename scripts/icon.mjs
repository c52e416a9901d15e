/** `npm run icon`: media/icon.png, which the gallery wants, from media/icon.svg. */
import { bootstrap } from './lib/bootstrap.mjs';

await bootstrap(import.meta.url, async () => {
	const { readFile } = await import('node:fs/promises');
	const { join } = await import('node:path');
	const { openBrowser } = await import('./lib/browser.mjs');
	const { root } = await import('./lib/paths.mjs');
	const browser = await openBrowser();
	try {
		const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
		const svg = await readFile(join(root, 'media/icon.svg'), 'utf8');
		await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
		await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
	} finally {
		await browser.close();
	}
});
