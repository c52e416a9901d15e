/** What a person's hand does in VS Code's window, and what it waits for. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import {
	contextMenu,
	findNotification,
	openEmptyBox,
	quickInput,
	quickPick,
	runCommand,
	treeRow,
} from '../../scripts/lib/workbench.mjs';

export class Hand {
	#shots = 0;

	constructor(
		readonly page: Page,
		private readonly story: string,
	) {}

	/** The text box of the question that is asked. */
	get input(): Locator {
		return quickInput(this.page).locator('input').first();
	}

	/** The modal question. */
	get dialog(): Locator {
		return this.page.locator('.monaco-dialog-box');
	}

	/** Waits for a question or a remark, below the text box or in it. */
	async sees(words: string | RegExp): Promise<void> {
		const asked = quickInput(this.page);
		await asked.getByText(words).or(asked.getByPlaceholder(words)).first().waitFor();
	}

	/** Answers a question that is typed; without a text the default that stands there. */
	async answer(question: string | RegExp, text?: string): Promise<void> {
		await this.sees(question);
		if (text !== undefined) await this.input.fill(text);
		await this.input.press('Enter');
	}

	/** Chooses from a list, by how the entry begins. */
	async choose(label: string): Promise<void> {
		await quickPick(this.page, label).click();
	}

	/** Chooses from a list that is longer than what is drawn of it, with its search. */
	async find(question: string, label: string): Promise<void> {
		await this.sees(question);
		await this.input.fill(label);
		await this.choose(label);
	}

	/** Runs a command of ours from the palette, by its title without the category. */
	async command(title: string): Promise<void> {
		await runCommand(this.page, `PKI: ${title}`);
	}

	/** Runs a command from the context menu of a row of the tree. */
	async menu(row: string, title: string): Promise<void> {
		const found = treeRow(this.page, row);
		await found.waitFor();
		await contextMenu(this.page, found, title);
	}

	/** Answers VS Code's own dialog for files, which is a text box in this window. */
	async openFile(path: string, button = 'OK'): Promise<void> {
		const open = quickInput(this.page).getByRole('button', { name: button });
		await open.waitFor();
		// Until it has listed its first folder, it writes that into the box.
		await quickPick(this.page, '..').waitFor();
		await this.#fillUntilItStays(path);
		await open.click();
	}

	/** What the dialog is still reading it writes over what was typed: a person types it again, then. */
	async #fillUntilItStays(text: string): Promise<void> {
		for (let stays = 0, left = 200; stays < 10 && left > 0; left--) {
			if ((await this.input.inputValue()) === text) stays += 1;
			else {
				stays = 0;
				await this.input.fill(text);
			}
			await this.page.evaluate('new Promise(requestAnimationFrame)');
		}
	}

	/** Takes what stands there, or is marked, as the answer. */
	async enter(): Promise<void> {
		await this.input.press('Enter');
	}

	/** Leaves the question, and waits until it has gone: the next one would be taken for it. */
	async escape(): Promise<void> {
		await this.input.press('Escape');
		await quickInput(this.page).waitFor({ state: 'hidden' });
	}

	/** Goes back by a question. */
	async back(): Promise<void> {
		await quickInput(this.page).getByRole('button', { name: 'Back' }).click();
	}

	/** Reads the modal question and answers it. */
	async decide(button: string): Promise<string> {
		await this.dialog.waitFor();
		const text = (await this.dialog.textContent()) ?? '';
		await this.dialog.getByRole('button', { name: button, exact: true }).click();
		return text;
	}

	/** What a notification says, once one does. */
	async told(words: RegExp): Promise<string> {
		const found = await findNotification(this.page, words);
		return (await found.textContent()) ?? '';
	}

	/** Presses the button of a notification. One that stood there for a while has gone to the list of all of them. */
	async press(button: string): Promise<void> {
		const list = this.page.locator('.notification-list-item');
		const found = list.getByRole('button', { name: button, exact: true }).first();
		if (!(await found.isVisible())) {
			await runCommand(this.page, 'Notifications: Show Notifications');
		}
		await found.click();
	}

	async closeNotifications(): Promise<void> {
		await runCommand(this.page, 'Notifications: Clear All Notifications');
		await this.page.locator('.notification-list-item').first().waitFor({ state: 'detached' });
	}

	/** The clipboard's text, pasted where it can be read. */
	async clipboard(): Promise<string> {
		const box = await openEmptyBox(this.page);
		let pasted = '';
		// What was copied arrives a little later than the click that copies it: a person pastes again, then.
		for (let left = 40; pasted === '' && left > 0; left--) {
			await box.press('ControlOrMeta+V');
			await this.page
				.waitForFunction("document.activeElement?.value !== ''", undefined, { timeout: 500 })
				.catch(() => undefined);
			pasted = await box.inputValue();
		}
		if (pasted === '') throw new Error('nothing was copied');
		await this.escape();
		return pasted;
	}

	/** What asks and tells at the moment, in words. */
	async whatStands(): Promise<string> {
		const places = ['.quick-input-widget', '.monaco-dialog-box', '.notification-list-item'];
		const found = places.map(async (place) => {
			const texts = await this.page.locator(`${place}:visible`).allInnerTexts();
			return texts.map((text) => `${place}: ${text.replace(/\s+/g, ' ').trim()}`);
		});
		const lines = (await Promise.all(found)).flat();
		return lines.length > 0 ? lines.join('\n') : 'nothing asks or tells';
	}

	/** A picture for whoever looks on: only where `PKI_TEST_SHOTS` names a folder. */
	async picture(name: string): Promise<void> {
		const folder = process.env['PKI_TEST_SHOTS'];
		if (folder === undefined || folder === '') return;
		await mkdir(folder, { recursive: true });
		const number = String(++this.#shots).padStart(2, '0');
		// What fades in is not worth looking at yet.
		await this.page.waitForTimeout(250);
		await this.page.screenshot({ path: join(folder, `${this.story}-${number}-${name}.png`) });
	}
}
