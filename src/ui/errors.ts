import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../core/common/errors.js';

/** A button below an error: a title and the command it runs. */
export interface ErrorAction {
	readonly title: string;
	readonly command: string;
	readonly args?: readonly unknown[];
}

export interface ErrorDescription {
	/** What happened, whose words these are; one or two sentences. */
	readonly message: string;
	/** The next steps, the likeliest first. */
	readonly actions: readonly ErrorAction[];
}

/** An error in a person's words. `about` is the node or the options the failed call had. */
export function describeError(
	error: unknown,
	about: Readonly<Record<string, unknown>> = {},
): ErrorDescription {
	void about;
	return { message: error instanceof Error ? error.message : String(error), actions: [] };
}

/** Shows an error once, with its next steps as buttons. */
export async function showError(
	error: unknown,
	about: Readonly<Record<string, unknown>> = {},
): Promise<void> {
	const { message, actions } = describeError(error, about);
	const chosen = await vscode.window.showErrorMessage(message, ...actions.map((a) => a.title));
	const action = actions.find((a) => a.title === chosen);
	if (action) await vscode.commands.executeCommand(action.command, ...(action.args ?? []));
}

/** What leaves through the command API: a sentence as the message, the code beside it. */
export function toApiError(error: unknown): Error {
	if (!isPkiError(error)) return error instanceof Error ? error : new Error(String(error));
	return Object.assign(new Error(describeError(error).message, { cause: error }), {
		name: PkiError.name,
		code: error.code,
		reason: error.reason,
	});
}
