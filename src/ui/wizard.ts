import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';

/** One question: answers what it adds to the state. `frame` draws it with the title, the step counter and Back. */
export interface Step<S> {
	/** False: not asked in this state. */
	when?(state: Partial<S>): boolean;
	ask(frame: Frame, state: Partial<S>): Promise<Partial<S>>;
}

export interface TextQuestion {
	readonly prompt: string;
	readonly value?: string;
	readonly placeholder?: string;
	readonly password?: boolean;
	/** Runs while typing; a sentence refuses, a `InputBoxValidationMessage` may only warn. */
	validate?(value: string): Validation | Promise<Validation>;
}

type Validation = string | vscode.InputBoxValidationMessage | undefined;

export interface PickQuestion<T extends vscode.QuickPickItem> {
	readonly prompt: string;
	readonly items: readonly T[];
	readonly active?: T;
}

export interface Frame {
	text(question: TextQuestion): Promise<string>;
	pick<T extends vscode.QuickPickItem>(question: PickQuestion<T>): Promise<T>;
	pickMany<T extends vscode.QuickPickItem>(
		question: PickQuestion<T> & { readonly selected?: readonly T[] },
	): Promise<readonly T[]>;
	/** Types or browses: a quick input whose button opens the file dialog. */
	file(question: TextQuestion & { readonly filters?: Record<string, string[]> }): Promise<string>;
}

/** Thrown inside a wizard when the user steps back. */
class Back extends Error {}

/**
 * Asks the steps in order, one question each, with Back and a step counter; what was answered before is offered again
 * by the steps themselves (they see the state). Escape rejects with `cancelled`.
 */
export async function runWizard<S extends object>(
	title: string,
	steps: readonly Step<S>[],
	initial: Partial<S> = {},
): Promise<S> {
	let state: Partial<S> = { ...initial };
	const asked: { readonly index: number; readonly before: Partial<S> }[] = [];
	for (let index = 0; index < steps.length;) {
		const step = steps[index];
		if (step === undefined) break;
		if (step.when && !step.when(state)) {
			index++;
			continue;
		}
		const current = state;
		const remaining = steps.slice(index).filter((s) => !s.when || s.when(current)).length;
		const frame = createFrame(title, asked.length + 1, asked.length + remaining);
		try {
			const answer = await step.ask(frame, state);
			asked.push({ index, before: state });
			state = { ...state, ...answer };
			index++;
		} catch (error) {
			if (!(error instanceof Back)) throw error;
			const previous = asked.pop();
			// The answers stay, so that going back shows what was typed.
			index = previous?.index ?? 0;
		}
	}
	return state as S;
}

/** Asks one question outside a sequence. */
export function askOnce<T>(title: string, ask: (frame: Frame) => Promise<T>): Promise<T> {
	return ask(createFrame(title, 1, 1));
}

function createFrame(title: string, step: number, totalSteps: number): Frame {
	const frame = totalSteps > 1 ? { title, step, totalSteps } : { title };
	return {
		text: (question) => showInput(frame, step > 1, question),
		file: (question) => showInput(frame, step > 1, question, question.filters ?? {}),
		pick: async (question) => {
			const [item] = await showPick(frame, step > 1, question, false);
			if (item === undefined) throw new PkiError('cancelled');
			return item;
		},
		pickMany: (question) => showPick(frame, step > 1, question, true, question.selected),
	};
}

type FrameOptions = { title: string; step?: number; totalSteps?: number };

function showInput(
	frame: FrameOptions,
	canGoBack: boolean,
	question: TextQuestion,
	filters?: Record<string, string[]>,
): Promise<string> {
	const input = vscode.window.createInputBox();
	const browse: vscode.QuickInputButton = {
		iconPath: new vscode.ThemeIcon('folder-opened'),
		tooltip: vscode.l10n.t('Browse…'),
	};
	Object.assign(input, frame, {
		prompt: question.prompt,
		value: question.value ?? '',
		placeholder: question.placeholder,
		password: question.password ?? false,
		ignoreFocusOut: true,
		buttons: [
			...(canGoBack ? [vscode.QuickInputButtons.Back] : []),
			...(filters === undefined ? [] : [browse]),
		],
	});
	return new Promise<string>((resolve, reject) => {
		let browsing = false;
		const validate = async (value: string) => {
			const message = await question.validate?.(value);
			if (input.value === value) input.validationMessage = message ?? undefined;
			return message;
		};
		input.onDidChangeValue((value) => void validate(value));
		input.onDidAccept(async () => {
			const value = input.value;
			const message = await validate(value);
			const warningOnly =
				typeof message === 'object' && message.severity !== vscode.InputBoxValidationSeverity.Error;
			if (message !== undefined && !warningOnly) return;
			resolve(value);
			input.dispose();
		});
		input.onDidTriggerButton(async (button) => {
			if (button === vscode.QuickInputButtons.Back) {
				reject(new Back());
				input.dispose();
				return;
			}
			browsing = true;
			const [file] =
				(await vscode.window.showOpenDialog({ canSelectMany: false, filters: filters ?? {} })) ??
				[];
			browsing = false;
			if (file) input.value = file.fsPath;
			input.show();
		});
		onHidden(input, reject, () => browsing);
		input.show();
	});
}

function showPick<T extends vscode.QuickPickItem>(
	frame: FrameOptions,
	canGoBack: boolean,
	question: PickQuestion<T>,
	canSelectMany: boolean,
	selected?: readonly T[],
): Promise<readonly T[]> {
	const pick = vscode.window.createQuickPick<T>();
	Object.assign(pick, frame, {
		placeholder: question.prompt,
		canSelectMany,
		ignoreFocusOut: true,
		matchOnDescription: true,
		matchOnDetail: true,
		buttons: canGoBack ? [vscode.QuickInputButtons.Back] : [],
	});
	pick.items = question.items;
	if (question.active) pick.activeItems = [question.active];
	if (selected) pick.selectedItems = selected;
	return new Promise<readonly T[]>((resolve, reject) => {
		pick.onDidAccept(() => {
			const items = pick.selectedItems;
			if (!canSelectMany && items.length === 0) return;
			resolve(items);
			pick.dispose();
		});
		pick.onDidTriggerButton(() => {
			reject(new Back());
			pick.dispose();
		});
		onHidden(pick, reject);
		pick.show();
	});
}

/** A file dialog hides the input for a moment without ending it. */
function onHidden(
	input: vscode.QuickInput,
	reject: (reason: Error) => void,
	stillAsking: () => boolean = () => false,
): void {
	input.onDidHide(() => {
		if (stillAsking()) return;
		input.dispose();
		reject(new PkiError('cancelled'));
	});
}
