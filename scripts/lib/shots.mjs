/** Takes the pictures: one VS Code per theme, one scene after the other, as a person would click. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { makeSample } from './sample.mjs';
import { scenes } from './scenes.mjs';
import { launch } from './vscode.mjs';
import { runCommand } from './workbench.mjs';

/** @type {Record<string, string>} */
const themes = {
	dark: 'Default Dark Modern',
	light: 'Default Light Modern',
	contrast: 'Default High Contrast',
};

/** @typedef {{ page: import('playwright-core').Page, workspace: string }} Stage */
/** @typedef {{ name: string, play: (stage: Stage) => Promise<void> }} Scene */

/**
 * @param {{ only?: readonly string[], themes?: readonly string[] }} options
 * @returns {Promise<number>} The exit code.
 */
export async function shoot({ only, themes: wanted = ['dark', 'light'] }) {
	const { code } = await run(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root });
	if (code !== 0) throw new Error('The extension could not be built.');
	const { ensureBao, startDevServer } = await import('./openbao.mjs');
	const { seedVault } = await import('./seedVault.mjs');
	const bao = await startDevServer({ bao: await ensureBao() });
	let failed = 0;
	try {
		await seedVault(bao.address, bao.rootToken);
		for (const theme of wanted) {
			failed += await shootTheme(theme, only, {
				VAULT_ADDR: bao.address,
				VAULT_TOKEN: bao.rootToken,
			});
		}
	} finally {
		await bao.stop();
	}
	return failed === 0 ? 0 : 1;
}

/**
 * @param {string} theme
 * @param {readonly string[] | undefined} only
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} How many scenes failed.
 */
async function shootTheme(theme, only, env) {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-shots-'));
	// Its name stands in the window's title.
	const workspace = await makeSample(join(folder, 'my-service'));
	const images = join(root, 'docs/images');
	await mkdir(images, { recursive: true });
	const vscode = await launch({
		...{ workspace, extension: { dev: root }, env },
		theme: themes[theme] ?? theme,
		size: { width: 1280, height: 800 },
		scale: 1.5,
		settings: { 'window.title': '${rootName}', 'editor.minimap.enabled': false },
	});
	let failed = 0;
	try {
		for (const scene of scenes.filter(({ name }) => only?.includes(name) ?? true)) {
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
async function shootScene({ name, play }, stage, path, theme) {
	const { page } = stage;
	try {
		await play(stage);
		// Animations and late decorations.
		await page.waitForTimeout(800);
		await page.screenshot({ path: `${path}-${theme}.png` });
		process.stdout.write(`${name}-${theme}.png\n`);
		return 0;
	} catch (error) {
		const seen = join(root, 'out', `shot-failed-${name}-${theme}.png`);
		await page.screenshot({ path: seen });
		const words = error instanceof Error ? error.message : String(error);
		process.stdout.write(`${name}-${theme} failed (seen: ${seen}): ${words}\n`);
		return 1;
	} finally {
		await clearWindow(page);
	}
}

/** @param {import('playwright-core').Page} page */
async function clearWindow(page) {
	for (let count = 0; count < 3; count += 1) await page.keyboard.press('Escape');
	await runCommand(page, 'View: Close All Editors');
	await runCommand(page, 'Notifications: Clear All Notifications');
	const panel = page.locator('.part.panel');
	if (await panel.isVisible()) await runCommand(page, 'View: Hide Panel');
}
