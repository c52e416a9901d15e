/** From the key that opens a certificate to its page, beside the same key and file up to its text. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';
import { launch } from '../lib/vscode.mjs';
import { quickInput, runCommand, until } from '../lib/workbench.mjs';
import { median, ratioRow } from './measure.mjs';

const rounds = 25;
const warmUp = 3;

/** @type {import('./table.mjs').Section} */
export const detailsShown = {
	id: 'details',
	measure: async () => {
		const build = await run(process.execPath, ['esbuild.mjs', '--production'], {
			cwd: root,
			quiet: true,
		});
		if (build.code !== 0) throw new Error(build.output);
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-details-'));
		const workspace = join(folder, 'workspace');
		await mkdir(workspace);
		for (const name of ['page.pem', 'text.pem']) {
			await writeFile(join(workspace, name), `${rootCertificates[0]}\n`);
		}
		const window = await launch({
			workspace,
			inBrowser: true,
			extension: { dev: root },
			settings: { 'workbench.editorAssociations': { '**/page.pem': 'pki.pemOrDer' } },
		});
		try {
			return [await measure(window.page)];
		} finally {
			await window.close();
			await rm(folder, { recursive: true, force: true });
		}
	},
};

/** @param {import('playwright-core').Page} page */
async function measure(page) {
	/** @type {{ ours: number[], rival: number[] }} */
	const times = { ours: [], rival: [] };
	const marks = await watchFrames(page);
	for (let round = 0; round < rounds + warmUp; round += 1) {
		const ours = await open(page, 'page.pem', 'h1', marks);
		const rival = await open(page, 'text.pem', '.monaco-editor .view-line', marks);
		if (round < warmUp) continue;
		times.ours.push(ours);
		times.rival.push(rival);
	}
	const [a, b] = [median(times.ours), median(times.rival)];
	return ratioRow(
		{ ours: a, rival: b, ratio: a / b },
		{
			what: 'details of a certificate visible, warm',
			against: 'opening the same file as plain text',
			limit: 1.5,
		},
	);
}

/**
 * What each frame tells by itself: when the key was pressed, and when something was first drawn. Asking from outside is no
 * finer than the pauses between two questions.
 *
 * @typedef {{ what: string, at: number }} Mark
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Mark[]>} Filled as the frames tell, in milliseconds since 1970.
 */
async function watchFrames(page) {
	/** @type {Mark[]} */
	const marks = [];
	await page.exposeBinding(
		'tellMark',
		(_source, /** @type {Mark} */ mark) => void marks.push(mark),
	);
	const watch = `(() => {
		const now = () => performance.timeOrigin + performance.now();
		const drawn = new Set();
		addEventListener('keydown', (event) => event.key === 'Enter' && tellMark({ what: 'key', at: now() }), true);
		const look = () => {
			for (const what of ['h1', '.monaco-editor .view-line']) {
				const found = [...document.querySelectorAll(what)].some(
					(element) => element.getClientRects().length > 0 && element.textContent.trim() !== '',
				);
				if (found && !drawn.has(what)) tellMark({ what, at: now() });
				found ? drawn.add(what) : drawn.delete(what);
			}
		};
		// A webview writes its document anew, and with that forgets listeners and frames that were asked for.
		setInterval(look, 5);
	})()`;
	await page.addInitScript(watch);
	await page.evaluate(watch);
	return marks;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @param {string} sign What is drawn when it is open.
 * @param {Mark[]} marks
 * @returns {Promise<number>} Milliseconds from the key to the sign, to five of them.
 */
async function open(page, name, sign, marks) {
	// Those that were open before stand there until the list has followed the name.
	const chosen = quickInput(page).locator('.monaco-list-row.focused', { hasText: name });
	await until(async () => {
		await page.keyboard.press('Escape');
		await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
		await page.keyboard.press('ControlOrMeta+P');
		await quickInput(page).locator('input').first().fill(name);
	}, chosen);
	marks.length = 0;
	await page.keyboard.press('Enter');
	const end = performance.now() + 15_000;
	const at = (/** @type {string} */ what) => marks.find((mark) => mark.what === what)?.at;
	while (at(sign) === undefined || at('key') === undefined) {
		if (performance.now() > end) throw new Error(`${name} was not drawn: ${JSON.stringify(marks)}`);
		await page.waitForTimeout(20);
	}
	const time = Number(at(sign)) - Number(at('key'));
	await runCommand(page, 'View: Close All Editors');
	await page.locator('.editor-instance').waitFor({ state: 'hidden' });
	return time;
}
