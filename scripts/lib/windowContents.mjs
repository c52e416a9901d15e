/** What a window shows and keeps: the HTML of every frame, and the browser's storage. */

/** @typedef {import('playwright-core').Page} Page */

/**
 * The HTML of the workbench and of every webview in it, scripts and state included.
 *
 * @param {Page} page
 * @returns {Promise<readonly string[]>}
 */
export async function shownEverywhere(page) {
	const pages = [];
	for (const frame of page.frames()) {
		// A frame that goes away meanwhile shows nothing any more.
		if (!frame.isDetached()) pages.push(await frame.content());
	}
	return pages;
}

/**
 * Local and session storage, and every record of every database, as text.
 *
 * @param {Page} page
 * @returns {Promise<readonly string[]>}
 */
export function storedInBrowser(page) {
	return page.evaluate(async () => {
		/** @param {IDBRequest} request */
		const settled = (request) =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(new Error('The database cannot be read.'));
			});
		/** @param {unknown} value */
		const text = (value) =>
			value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
		const records = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
		for (const { name = '' } of await indexedDB.databases()) {
			/** @type {IDBDatabase} */
			const database = await settled(indexedDB.open(name));
			for (const storeName of Array.from(database.objectStoreNames)) {
				const store = database.transaction(storeName).objectStore(storeName);
				/** @type {[unknown[], unknown[]]} */
				const [keys, values] = await Promise.all([
					settled(store.getAllKeys()),
					settled(store.getAll()),
				]);
				records.push(
					...values.map((value, i) => `${name}/${storeName} ${String(keys[i])} ${text(value)}`),
				);
			}
			database.close();
		}
		return records;
	});
}

/**
 * Puts a text where it must be found: into the page and into its storage.
 *
 * @param {Page} page
 * @param {string} text
 */
export async function leakInto(page, text) {
	await page.evaluate((leak) => {
		document.body.dataset.leak = leak;
		localStorage.setItem('leak', leak);
	}, text);
}
