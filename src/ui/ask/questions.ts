/** The quick inputs behind a wizard's `Frame`. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { Back } from './back.js';
import type { FileQuestion, Frame, PickQuestion, TextQuestion, Validation } from './frame.js';

interface FrameOptions {
	readonly title: string;
	readonly step: number;
	readonly totalSteps: number;
}

/** Draws the questions of one step; the counter is left out where there is only one step. */
export function createFrame(title: string, step: number, totalSteps: number): Frame {
	const frame: FrameOptions = { title, step, totalSteps };
	return {
		text: (question) => askText(frame, question),
		file: (question) => askText(frame, question, browseFor(question)),
		pick: async (question) => {
			const [item] = await askPick(frame, question, false);
			if (item === undefined) throw new PkiError('cancelled');
			return item;
		},
		pickMany: (question) => askPick(frame, question, true, question.selected),
	};
}

/** Opens a dialog beside the input; answers the text to put into it. */
type Browse = () => Promise<string | undefined>;

function browseFor(question: FileQuestion): Browse {
	return async () => {
		const [file] =
			(await vscode.window.showOpenDialog({
				canSelectMany: false,
				canSelectFiles: question.folder !== true,
				canSelectFolders: question.folder === true,
				filters: question.filters,
			})) ?? [];
		return file?.fsPath;
	};
}

function askText(frame: FrameOptions, question: TextQuestion, browse?: Browse): Promise<string> {
	return new Promise<string>((resolve, reject) => {
		new TextInput(frame, question, browse, resolve, reject).show();
	});
}

class TextInput {
	readonly #input = vscode.window.createInputBox();
	#browsing = false;

	constructor(
		frame: FrameOptions,
		private readonly question: TextQuestion,
		private readonly browse: Browse | undefined,
		private readonly resolve: (value: string) => void,
		private readonly reject: (error: unknown) => void,
	) {
		const input = this.#input;
		prepare(input, frame, browse !== undefined);
		input.prompt = question.prompt;
		input.value = question.value ?? '';
		input.placeholder = question.placeholder;
		input.password = question.password ?? false;
		input.onDidChangeValue(() => this.#run(() => this.#validate()));
		input.onDidAccept(() => this.#run(() => this.#accept()));
		input.onDidTriggerButton((button) => {
			if (button === vscode.QuickInputButtons.Back) this.#fail(new Back());
			else this.#run(() => this.#openDialog());
		});
		// A file dialog hides the input for a moment without ending it.
		input.onDidHide(() => {
			if (!this.#browsing) this.#fail(new PkiError('cancelled'));
		});
	}

	show(): void {
		this.#input.show();
		// A default that cannot be right says so at once; an empty box is not scolded.
		if (this.#input.value !== '') this.#run(() => this.#validate());
	}

	/** Answers whether the value may be accepted; a value that changed meanwhile may not. */
	async #validate(): Promise<boolean> {
		const value = this.#input.value;
		const message = await this.question.validate?.(value);
		if (this.#input.value !== value) return false;
		this.#input.validationMessage = message;
		return !refuses(message);
	}

	async #accept(): Promise<void> {
		if (!(await this.#validate())) return;
		this.resolve(this.#input.value);
		this.#input.dispose();
	}

	async #openDialog(): Promise<void> {
		if (!this.browse) return;
		this.#browsing = true;
		try {
			const chosen = await this.browse();
			if (chosen !== undefined) this.#input.value = chosen;
		} finally {
			this.#browsing = false;
			this.#input.show();
		}
		await this.#validate();
	}

	#run(task: () => Promise<unknown>): void {
		task().catch((error: unknown) => this.#fail(error));
	}

	#fail(error: unknown): void {
		this.reject(error);
		this.#input.dispose();
	}
}

function refuses(message: Validation): boolean {
	if (message === undefined) return false;
	return (
		typeof message === 'string' || message.severity === vscode.InputBoxValidationSeverity.Error
	);
}

function askPick<T extends vscode.QuickPickItem>(
	frame: FrameOptions,
	question: PickQuestion<T>,
	canSelectMany: boolean,
	selected?: readonly T[],
): Promise<readonly T[]> {
	const pick = vscode.window.createQuickPick<T>();
	prepare(pick, frame, false);
	pick.placeholder = question.prompt;
	pick.canSelectMany = canSelectMany;
	pick.matchOnDescription = true;
	pick.matchOnDetail = true;
	pick.items = question.items;
	if (question.active) pick.activeItems = [question.active];
	if (selected) pick.selectedItems = selected;
	return new Promise<readonly T[]>((resolve, reject) => {
		const fail = (error: Error) => {
			reject(error);
			pick.dispose();
		};
		pick.onDidAccept(() => {
			const items = pick.selectedItems;
			if (!canSelectMany && items.length === 0) return;
			resolve(items);
			pick.dispose();
		});
		pick.onDidTriggerButton(() => fail(new Back()));
		pick.onDidHide(() => fail(new PkiError('cancelled')));
		pick.show();
	});
}

function prepare(
	input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
	frame: FrameOptions,
	canBrowse: boolean,
): void {
	input.title = frame.title;
	if (frame.totalSteps > 1) {
		input.step = frame.step;
		input.totalSteps = frame.totalSteps;
	}
	// Another window must not end what was half typed.
	input.ignoreFocusOut = true;
	const browse: vscode.QuickInputButton = {
		iconPath: new vscode.ThemeIcon('folder-opened'),
		tooltip: vscode.l10n.t('Browse…'),
	};
	input.buttons = [
		...(frame.step > 1 ? [vscode.QuickInputButtons.Back] : []),
		...(canBrowse ? [browse] : []),
	];
}
