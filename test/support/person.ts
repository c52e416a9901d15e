/**
 * Answers what a command asks in VS Code. Boxes and lists are VS Code's own and are accepted there; of dialogs, which VS Code
 * refuses to show in tests, only the answer is given.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.js';

type Box = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;
type Dialog = (...given: readonly unknown[]) => Promise<unknown>;

/** Registers the hooks of a suite. */
export class PersonInTest {
	/** Every text that was shown: prompts, refusals, questions, file names. */
	readonly said: string[] = [];
	/** What stood below each question. */
	readonly details: string[] = [];
	#box: Box | undefined;
	/** The last one: it may still be there, until whoever asked has looked at the answer. */
	#answered: Box | undefined;
	#accepted = 0;
	#buttons: string[] = [];
	#place: vscode.Uri | undefined;
	#opened: vscode.Uri | undefined;
	#undo: (() => void)[] = [];

	constructor() {
		beforeEach(() => {
			Object.assign(this.said, { length: 0 });
			Object.assign(this.details, { length: 0 });
			this.#replace('createInputBox', (make: () => vscode.InputBox) => () => this.#watch(make()));
			this.#replace(
				'createQuickPick',
				(make: () => vscode.QuickPick<vscode.QuickPickItem>) => () => this.#watch(make()),
			);
			const answered: Dialog = (question, ...buttons) => {
				this.said.push(String(question));
				const [{ detail } = {}] = buttons as readonly vscode.MessageOptions[];
				if (detail !== undefined) this.details.push(detail);
				const [button] = this.#buttons.splice(0, 1);
				const isThere = button === undefined || buttons.includes(button);
				assert.ok(isThere, `${String(button)} is none of ${String(buttons)}`);
				return Promise.resolve(button);
			};
			this.#replace('showWarningMessage', () => answered);
			this.#replace('showInformationMessage', () => answered);
			this.#replace('showErrorMessage', () => answered);
			this.#replace(
				'showOpenDialog',
				(): Dialog => () => Promise.resolve(this.#opened && [this.#opened]),
			);
			this.#replace('showSaveDialog', (): Dialog => (options) => {
				const { defaultUri } = options as vscode.SaveDialogOptions;
				this.said.push(defaultUri?.path.split('/').at(-1) ?? '');
				return Promise.resolve(this.#place);
			});
		});
		afterEach(() => {
			for (const undo of this.#undo.splice(0)) undo();
			this.#box?.dispose();
		});
	}

	/** Types into the box that is there, or the next one. */
	async types(text: string): Promise<void> {
		const box = await this.#ready((shown): shown is vscode.InputBox => !('items' in shown));
		this.said.push(box.prompt ?? '');
		Object.assign(box, { validationMessage: undefined, value: text });
		await this.#accept();
	}

	/** What the box says of what was typed. */
	async isRefused(): Promise<string> {
		const said = await eventually('the refusal', () => {
			const message = this.#box ? refusalOf(this.#box) : '';
			return message === '' ? undefined : message;
		});
		this.said.push(said);
		return said;
	}

	/** Chooses in the list that is there, or the next one; answers all that it offered. */
	async picks(label: string): Promise<readonly string[]> {
		const list = await this.#ready((shown) => 'items' in shown);
		const labels = list.items.map((item) => item.label);
		const item = list.items.find((each) => each.label === label);
		assert.ok(item, `${label} is none of ${labels.join(', ')}`);
		list.activeItems = [item];
		await this.#accept();
		return labels;
	}

	/** The button of the next dialog or notification; without one it is left. */
	willPress(button: string): void {
		this.#buttons.push(button);
	}

	/** Where the next file is saved; undefined leaves the dialog. */
	willSaveAs(place: vscode.Uri | undefined): void {
		this.#place = place;
	}

	/** The file that is opened next. */
	willOpen(file: vscode.Uri): void {
		this.#opened = file;
	}

	#ready<Shown extends Box>(isIt: (box: Box) => box is Shown): Promise<Shown> {
		return eventually('the question', () => {
			const box = this.#box;
			if (!box || !isIt(box) || !box.enabled || box.busy) return undefined;
			return box !== this.#answered || refusalOf(box) !== '' ? box : undefined;
		});
	}

	/** VS Code takes what was set after this turn; what is accepted is sent behind it. */
	async #accept(): Promise<void> {
		this.#answered = this.#box;
		const before = this.#accepted;
		const isTaken = () => this.#accepted > before;
		const end = Date.now() + 30_000;
		while (!isTaken() && Date.now() < end) {
			await new Promise((resolve) => setTimeout(resolve));
			// Its answer comes after what the box tells of it, so that no box is accepted twice.
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		}
		assert.ok(isTaken(), 'the answer was not taken');
	}

	#watch<Shown extends Box>(box: Shown): Shown {
		const show = box.show.bind(box);
		Object.defineProperty(box, 'show', {
			value: () => {
				this.#box = box;
				show();
			},
		});
		// The first to listen: whoever asks may end the box as soon as he is answered.
		box.onDidAccept(() => {
			this.#accepted += 1;
		});
		box.onDidHide(() => {
			if (this.#box === box) this.#box = undefined;
		});
		return box;
	}

	#replace(name: keyof typeof vscode.window, by: (before: never) => unknown): void {
		const before = vscode.window[name];
		const own = Object.getOwnPropertyDescriptor(vscode.window, name);
		assert.ok(own);
		Object.defineProperty(vscode.window, name, { ...own, value: by(before as never) });
		this.#undo.push(() => Object.defineProperty(vscode.window, name, own));
	}
}

function refusalOf(box: Box): string {
	const message = 'validationMessage' in box ? box.validationMessage : undefined;
	return typeof message === 'string' ? message : '';
}
