/** Takes the pictures: one VS Code per theme, one scene after the other, as a person would click. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { makeSample } from './sample.mjs';
import { scenes } from './scenes.mjs';
import { launch } from './vscode.mjs';
import { contextMenu, openView, runCommand } from './workbench.mjs';

/** @type {Record<string, string>} */
const themes = {
	dark: 'Default Dark Modern',
	light: 'Default Light Modern',
	contrast: 'Default High Contrast',
	'contrast-light': 'Default High Contrast Light',
};

/** @typedef {{ page: import('playwright-core').Page, workspace: string }} Stage */
/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {'sideBar' | 'top' | 'upper'} [area] What of the window is shown; absent: all of it.
 * @property {boolean} [extra] Taken where it is asked for by name.
 * @property {number} [width] Of the window; absent: as wide as in all others.
 * @property {boolean} [mouseStays] What is shown goes when the mouse does.
 * @property {(stage: Stage) => Promise<void>} play
 */

const size = { width: 1180, height: 760 };
const sideBarEdge = 470;

/**
 * @param {{ only?: readonly string[], themes?: readonly string[], folder?: string }} options
 * @returns {Promise<number>} The exit code.
 */
export async function shoot({ only, themes: wanted = ['dark', 'light'], folder = 'docs/images' }) {
	const images = resolve(root, folder);
	await mkdir(images, { recursive: true });
	const chosen = scenes.filter(({ name, extra }) => only?.includes(name) ?? extra !== true);
	const { code } = await run(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root });
	if (code !== 0) throw new Error('The extension could not be built.');
	const { ensureBao, startDevServer } = await import('./openbao.mjs');
	const { seedVault } = await import('./seedVault.mjs');
	const bao = await startDevServer({ bao: await ensureBao() });
	let failed = 0;
	try {
		// So many that some of each are among the first rows.
		const counts = { valid: 200, expiring: 90, expired: 80, revoked: 12 };
		await seedVault(bao.address, bao.rootToken, counts);
		for (const theme of wanted) {
			failed += await shootTheme(
				theme,
				{ scenes: chosen, images },
				{
					VAULT_ADDR: bao.address,
					VAULT_TOKEN: bao.rootToken,
				},
			);
		}
	} finally {
		await bao.stop();
	}
	return failed === 0 ? 0 : 1;
}

/**
 * @param {string} theme
 * @param {{ scenes: readonly Scene[], images: string }} work
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} How many scenes failed.
 */
async function shootTheme(theme, { scenes: chosen, images }, env) {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-shots-'));
	// Its name stands in the window's title.
	const workspace = await makeSample(join(folder, 'my-service'));
	const vscode = await launch({
		...{ workspace, extension: { dev: root }, env },
		theme: themes[theme] ?? theme,
		...{ size, scale: 1.25 },
		settings: {
			'window.title': '${rootName}',
			'editor.minimap.enabled': false,
			'remote.autoForwardPorts': false,
		},
	});
	let failed = 0;
	try {
		await arrange(vscode.page);
		for (const scene of chosen) {
			failed += await shootScene(
				scene,
				{ page: vscode.page, workspace },
				join(images, scene.name),
				theme,
			);
		}
	} finally {
		await vscode.close();
		await rm(folder, { recursive: true, force: true });
	}
	return failed;
}

/**
 * @param {Scene} scene
 * @param {Stage} stage
 * @param {string} path Without theme and extension.
 * @param {string} theme
 * @returns {Promise<number>}
 */
async function shootScene({ name, area, width, mouseStays, play }, stage, path, theme) {
	const { page } = stage;
	try {
		await play(stage);
		if (width !== undefined) await page.setViewportSize({ ...size, width });
		// Away from what shows a hover.
		if (mouseStays !== true) await page.mouse.move((width ?? size.width) / 4, 4);
		await scrollBack(page);
		// Animations and late decorations.
		await page.waitForTimeout(800);
		await page.screenshot({ path: `${path}-${theme}.png`, ...(await clipOf(page, area)) });
		process.stdout.write(`${name}-${theme}.png\n`);
		return 0;
	} catch (error) {
		const seen = join(root, 'out', `shot-failed-${name}-${theme}.png`);
		await page.screenshot({ path: seen });
		const words = error instanceof Error ? error.message : String(error);
		process.stdout.write(`${name}-${theme} failed (seen: ${seen}): ${words}\n`);
		return 1;
	} finally {
		if (width !== undefined) await page.setViewportSize(size);
		await clearWindow(page);
	}
}

/**
 * A click at an edge scrolls the window's parts by some pixels, which no person can do.
 *
 * @param {import('playwright-core').Page} page
 */
async function scrollBack(page) {
	await page.locator('.part.editor').evaluate((part) => {
		for (let element = part.parentElement; element; element = element.parentElement) {
			element.scrollTo(0, 0);
		}
	});
}

/**
 * Room for the tree's words, and nothing that is not ours.
 *
 * @param {import('playwright-core').Page} page
 */
async function arrange(page) {
	await openView(page);
	const sideBar = await page.locator('.part.sidebar').boundingBox();
	if (!sideBar) throw new Error('The side bar is not shown.');
	// The handle lies within a few pixels of the edge.
	const [edge, middle] = [sideBar.x + sideBar.width, sideBar.y + sideBar.height / 3];
	const handles = page.locator('.monaco-sash.vertical:not(.disabled)');
	const lefts = await handles.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
	const nearest = Math.min(...lefts.map((left) => Math.abs(left - edge)));
	const handle = handles.nth(lefts.findIndex((left) => Math.abs(left - edge) === nearest));
	const place = await handle.boundingBox();
	if (!place) throw new Error('The side bar cannot be made wider.');
	await page.mouse.move(place.x + place.width / 2, middle);
	await page.mouse.down();
	await page.mouse.move(sideBarEdge, middle, { steps: 5 });
	await page.mouse.up();
	for (const label of ['Layout:', 'No Ports Forwarded']) {
		const item = page.locator(`.part.statusbar .statusbar-item[aria-label*="${label}"]`).first();
		if (await item.isVisible()) await contextMenu(page, item, "Hide '");
	}
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Scene['area']} area
 */
async function clipOf(page, area) {
	if (area === undefined) return {};
	if (area !== 'sideBar') {
		return { clip: { x: 0, y: 0, width: size.width, height: area === 'top' ? 300 : 520 } };
	}
	const sideBar = await page.locator('.part.sidebar').boundingBox();
	const bottoms = await page
		.locator('.part.sidebar .monaco-list-row')
		.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().bottom));
	if (!sideBar) throw new Error('The side bar is not shown.');
	const { x, y } = sideBar;
	const height = Math.min(Math.max(...bottoms) + 12 - y, sideBar.height);
	return { clip: { x, y, width: sideBar.width, height } };
}

/** @param {import('playwright-core').Page} page */
async function clearWindow(page) {
	for (let count = 0; count < 3; count += 1) await page.keyboard.press('Escape');
	if (await page.locator('.debug-toolbar').isVisible()) await runCommand(page, 'Debug: Stop');
	// An untitled document would ask whether to save it.
	if (await page.locator('.tab.dirty').isVisible()) {
		await runCommand(page, 'View: Revert and Close Editor');
	}
	await runCommand(page, 'View: Close All Editors');
	await runCommand(page, 'Notifications: Clear All Notifications');
	const panel = page.locator('.part.panel');
	if (await panel.isVisible()) await runCommand(page, 'View: Hide Panel');
}
