/** What a person does in VS Code's window, for tests, pictures and the smoke test. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * Runs a command from the palette, by its title with category: `PKI: Decode Certificate`.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
	const entry = quickPick(page, title);
	await until(() => openPalette(page, title), entry);
	await entry.click();
}

/**
 * Does something until the window shows that it took it. A window that is busy loses keys, and a row that is drawn anew
 * loses the click that fell on the old one; a person does it again, then.
 *
 * @param {() => Promise<void>} act
 * @param {Locator} sign
 */
export async function until(act, sign) {
	for (let left = 3; left > 0; left--) {
		await act();
		const isThere = sign.waitFor({ timeout: 7000 }).then(
			() => true,
			() => false,
		);
		if (await isThere) return;
	}
	await sign.waitFor();
}

/**
 * Waits until the palette has the command.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function findCommand(page, title) {
	await until(() => openPalette(page, title), quickPick(page, title));
	await page.keyboard.press('Escape');
}

/**
 * Whether the palette has the command: it leaves out what is not enabled.
 *
 * @param {Page} page
 * @param {string} title
 * @returns {Promise<boolean>}
 */
export async function offersCommand(page, title) {
	const entry = quickPick(page, title);
	// What stands there instead, once the list has followed the typed text.
	const others = quickInput(page).getByText(/^(similar commands|No matching commands)$/);
	await until(() => openPalette(page, title), entry.or(others).first());
	const offered = await entry.isVisible();
	await page.keyboard.press('Escape');
	return offered;
}

/**
 * @param {Page} page
 * @param {string} text
 */
async function openPalette(page, text) {
	await page.keyboard.press('Escape');
	// A webview keeps the keys for itself: the status bar gives them back.
	await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
	const input = quickInput(page).locator('input[type=text], input:not([type])').first();
	await until(() => page.keyboard.press('F1'), input);
	await input.fill(`>${text}`);
}

/**
 * An empty text box with the focus, for what is pasted.
 *
 * @param {Page} page
 * @returns {Promise<Locator>}
 */
export async function openEmptyBox(page) {
	await openPalette(page, '');
	const input = quickInput(page).locator('input').first();
	await input.fill('');
	return input;
}

/**
 * The palette, a pick or an input box: whatever asks at the top of the window.
 *
 * @param {Page} page
 * @returns {Locator}
 */
export function quickInput(page) {
	return page.locator('.quick-input-widget:visible');
}

/**
 * @param {Page} page
 * @param {string} label The start of a row's label.
 * @returns {Locator}
 */
export function quickPick(page, label) {
	return quickInput(page)
		.locator('.monaco-list-row')
		.filter({ has: page.locator('.label-name', { hasText: new RegExp(`^${escape(label)}`) }) })
		.first();
}

/**
 * Opens our view container from the Activity Bar, with all its room for the connections: rows that are out of sight are
 * not in the page.
 *
 * @param {Page} page
 * @returns {Promise<Locator>} The tree of connections.
 */
export async function openView(page) {
	const icon = page.locator('.part.activitybar .action-label[aria-label^="PKI"]').first();
	await icon.waitFor({ timeout: 60_000 });
	const sideBar = page.locator('.part.sidebar');
	const title = sideBar.locator('.title-label', { hasText: /^PKI/i });
	// A window that restores the view by itself while its icon is clicked hides it again: then once more.
	if (!(await title.isVisible())) await until(() => icon.click(), title);
	const other = sideBar.locator('.pane-header[aria-label^="Workspace Certificates"]');
	await other.waitFor();
	if ((await other.getAttribute('aria-expanded')) === 'true') await other.click();
	const connections = sideBar.locator('.pane-header[aria-label^="Connections"]');
	if ((await connections.getAttribute('aria-expanded')) === 'false') await connections.click();
	return sideBar;
}

/**
 * A row of the tree, by the start of its label.
 *
 * @param {Page} page
 * @param {string} label
 * @returns {Locator}
 */
export function treeRow(page, label) {
	return page
		.locator('.part.sidebar .monaco-list-row')
		.filter({ has: page.locator('.label-name', { hasText: new RegExp(`^${escape(label)}`) }) })
		.first();
}

/**
 * Expands rows one below the other, waiting for each; a connection that the environment offers is connected first.
 *
 * @param {Page} page
 * @param {...string} labels
 */
export async function expand(page, ...labels) {
	for (const label of labels) {
		const row = treeRow(page, label);
		await row.waitFor({ timeout: 30_000 });
		await until(
			async () => {
				if ((await row.getAttribute('aria-expanded')) === 'true') return;
				await row.click();
				if ((await row.getAttribute('aria-expanded')) === 'false') {
					await page.keyboard.press('ArrowRight');
				}
			},
			row.and(page.locator('[aria-expanded=true]')),
		);
	}
}

/**
 * @param {Page} page
 * @param {string} label
 */
export async function collapse(page, label) {
	const row = treeRow(page, label);
	await until(
		async () => {
			if ((await row.getAttribute('aria-expanded')) === 'true') await row.click();
		},
		row.and(page.locator('[aria-expanded=false]')),
	);
}

/**
 * Selects rows of the tree, these and no others. A row that is drawn anew while it is clicked is not selected.
 *
 * @param {Page} page
 * @param {...string} labels
 */
export async function select(page, ...labels) {
	const selected = page.locator('.monaco-list-row.selected');
	for (const [index, label] of labels.entries()) {
		const row = treeRow(page, label);
		await until(
			() => row.click({ modifiers: index === 0 ? [] : ['ControlOrMeta'] }),
			row.and(selected),
		);
	}
}

/**
 * Presses a button of a row, which is there while the mouse is over the row.
 *
 * @param {Page} page
 * @param {Locator} row
 * @param {string} title How the button's name begins.
 */
export async function rowAction(page, row, title) {
	const button = row.locator(`.action-label[aria-label^="${title}"]`);
	for (let left = 3; ; left--) {
		await page.mouse.move(0, 0);
		await row.hover();
		try {
			await button.click({ timeout: 7000 });
			return;
		} catch (error) {
			// Rows that came above it moved it away from the mouse.
			if (left === 1) throw error;
		}
	}
}

/**
 * Chooses from the context menu of a row. A menu takes no click in its first 100 ms, so that the one that opened it
 * does not choose as well: it is clicked until it has gone.
 *
 * @param {Page} page
 * @param {Locator} row
 * @param {string} title How the entry begins.
 */
export async function contextMenu(page, row, title) {
	const menu = page.locator('.monaco-menu-container');
	const entry = menu.locator('.action-label', { hasText: new RegExp(`^${escape(title)}`) }).first();
	await until(async () => {
		if (await menu.isVisible()) await page.keyboard.press('Escape');
		await row.click({ button: 'right' });
	}, entry);
	while (await entry.isVisible()) {
		await page.waitForTimeout(150);
		await entry.click({ timeout: 2000 }).catch(async (error) => {
			if (await entry.isVisible()) throw error;
		});
	}
}

/**
 * @param {Page} page
 * @param {string | RegExp} text
 * @returns {Locator}
 */
export function notification(page, text) {
	return page.locator('.notification-list-item', { hasText: text }).first();
}

/**
 * Waits for a notification. VS Code shows one beside others only in the list behind the bell, where several come at once
 * or something is being typed near: a person looks there, then.
 *
 * @param {Page} page
 * @param {string | RegExp} text
 * @returns {Promise<Locator>}
 */
export async function findNotification(page, text) {
	const found = notification(page, text);
	const isShown = await found.waitFor({ timeout: 8000 }).then(
		() => true,
		() => false,
	);
	if (!isShown) await runCommand(page, 'Notifications: Show Notifications');
	await found.waitFor({ timeout: 30_000 });
	return found;
}

/**
 * The inside of the webview that is shown.
 *
 * @param {Page} page
 * @returns {import('playwright-core').FrameLocator}
 */
export function webview(page) {
	return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe');
}

/**
 * @param {Page} page
 * @param {string} name Of a file of the opened folder.
 */
export async function openFile(page, name) {
	const base = name.split('/').at(-1) ?? name;
	await until(
		async () => {
			await page.keyboard.press('Escape');
			await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
			await page.keyboard.press('ControlOrMeta+P');
			await quickInput(page).locator('input').first().fill(name);
		},
		quickPick(page, base),
	);
	await quickPick(page, base).click();
	await page.locator(`.tab.active .tab-label[aria-label*="${base}"]`).first().waitFor();
}

/** @param {string} text */
function escape(text) {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
