/** Where a token may not have a key of its own signed, the server may make one, and the other way round. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { describeError } from '../../ui/words/errors/errors.js';

export interface OtherWay<T> {
	/** A button. */
	readonly title: string;
	/** What the token may not do, in words. */
	readonly refusal: string;
	run(): Promise<T>;
}

/** Tries it; where the token is refused, a person may take the other way. Closing the question is the refusal. */
export async function orOtherWay<T>(
	task: () => Promise<T>,
	other: OtherWay<T> | undefined,
): Promise<T> {
	try {
		return await task();
	} catch (error) {
		if (other === undefined || !isPkiError(error, 'forbidden')) throw error;
		const { title, refusal } = other;
		const { message: detail } = describeError(error);
		const answer = await vscode.window.showWarningMessage(refusal, { modal: true, detail }, title);
		if (answer !== title) throw error;
		return other.run();
	}
}
