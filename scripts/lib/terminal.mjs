/** What a person does in the terminal of VS Code's window. */
import { runCommand, until } from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * Runs a command in a new terminal, and waits for a line of what it prints.
 *
 * @param {Page} page
 * @param {string} command
 * @param {string} words Of the line, and not of the command.
 * @returns {Promise<Locator>} The line.
 */
export async function runInTerminal(page, command, words) {
	await runCommand(page, 'Terminal: Create New Terminal');
	const rows = page.locator('.part.panel .terminal-wrapper.active .xterm-rows');
	await rows.waitFor();
	await page.keyboard.type(`clear; ${command}`);
	await page.keyboard.press('Enter');
	const line = rows.locator('> div', { hasText: words }).last();
	await line.waitFor({ timeout: 30_000 });
	return line;
}

/**
 * Rests the mouse on words of a line until the link that they are in says what it does.
 *
 * @param {Page} page
 * @param {Locator} line
 * @param {string} words
 * @param {string} title Of the link.
 */
export async function hoverOverLink(page, line, words, title) {
	const hover = page.locator('.terminal-hover-target, .workbench-hover', { hasText: title });
	await until(async () => {
		await page.mouse.move(0, 0);
		const { x, y } = await placeIn(line, words);
		await page.mouse.move(x, y, { steps: 4 });
	}, hover.first());
}

/**
 * Where the middle of words is that are drawn in one piece.
 *
 * @param {Locator} line
 * @param {string} words
 */
function placeIn(line, words) {
	return line.evaluate((element, text) => {
		const all = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
		for (let node = all.nextNode(); node; node = all.nextNode()) {
			const start = node.textContent?.indexOf(text) ?? -1;
			if (start === -1) continue;
			const range = document.createRange();
			range.setStart(node, start);
			range.setEnd(node, start + text.length);
			const { x, y, width, height } = range.getBoundingClientRect();
			return { x: x + width / 2, y: y + height / 2 };
		}
		return { x: 0, y: 0 };
	}, words);
}
