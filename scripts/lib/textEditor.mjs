/** What a person does in a text editor of VS Code's window. */
import { runCommand, until } from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * Rests the mouse on a line of the editor until our hover is there.
 *
 * @param {Page} page
 * @param {string} words Of the line.
 * @param {string} name What the hover tells of.
 * @returns {Promise<Locator>}
 */
export async function hoverOver(page, words, name) {
	// Lines are drawn in any order.
	const line = page.locator('.editor-instance:visible .view-line', { hasText: words }).first();
	await line.waitFor();
	const hover = page
		.locator('.monaco-hover:visible', { hasText: name })
		.filter({ hasText: 'Show Details' });
	await until(async () => {
		await page.mouse.move(0, 0);
		const { x, y, height } = (await line.boundingBox()) ?? { x: 0, y: 0, height: 0 };
		await page.mouse.move(x + 120, y + height / 2, { steps: 4 });
	}, hover);
	return hover;
}

/**
 * What stands above a block.
 *
 * @param {Page} page
 * @param {string | RegExp} words
 * @returns {Locator}
 */
export function lens(page, words) {
	return page.locator('.editor-instance:visible .codelens-decoration', { hasText: words }).first();
}

/**
 * Gives the editor the room of the side bar.
 *
 * @param {Page} page
 */
export async function hideSideBar(page) {
	if (!(await page.locator('.part.sidebar').isVisible())) return;
	await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
	await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}
