/** A password that is asked for until it is right, in VS Code's own box: it is in no page and no setting. */
import * as vscode from 'vscode';
import { isAboutPassword } from '../../core/common/passwordErrors.js';
import { describeError } from '../words/errors/errors.js';

export interface PasswordQuestion {
	readonly title: string;
	readonly prompt: string;
}

/**
 * Answers what `open` makes of the password; undefined where the box was left. An error of `open` that a password may
 * cause is said below the box, which stays; others reject. The password is held for as long as the box is there.
 */
export function askPassword<Opened>(
	{ title, prompt }: PasswordQuestion,
	open: (password: string, signal: AbortSignal) => Promise<Opened>,
): Promise<Opened | undefined> {
	const input = vscode.window.createInputBox();
	const abort = new AbortController();
	Object.assign(input, { title, prompt, password: true, ignoreFocusOut: true });
	return new Promise<Opened | undefined>((resolve, reject) => {
		const attempt = async () => {
			if (input.busy) return;
			Object.assign(input, { busy: true, enabled: false, validationMessage: undefined });
			try {
				resolve(await open(input.value, abort.signal));
				input.hide();
			} catch (error) {
				if (abort.signal.aborted) return;
				if (!isAboutPassword(error)) {
					reject(error instanceof Error ? error : new Error(String(error)));
					input.hide();
					return;
				}
				Object.assign(input, { busy: false, enabled: true });
				input.validationMessage = describeError(error).message;
			}
		};
		input.onDidAccept(() => void attempt());
		input.onDidChangeValue(() => {
			input.validationMessage = undefined;
		});
		input.onDidHide(() => {
			abort.abort();
			resolve(undefined);
			input.dispose();
		});
		input.show();
	});
}
