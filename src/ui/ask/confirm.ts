import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';

export interface Loss {
	readonly detail: string;
	/** The answer that changes nothing. It comes first, so that it has the focus and Enter is safe. */
	readonly keep: string;
	/** The answers that go on. */
	readonly actions: readonly string[];
}

/** Asks, modally, before something is lost or given away. Answers one of the actions; rejects with `cancelled` on any other answer. */
export async function confirmLoss(
	question: string,
	{ detail, keep, actions }: Loss,
): Promise<string> {
	const answer = await vscode.window.showWarningMessage(
		question,
		{ modal: true, detail },
		...[keep, ...actions],
	);
	if (answer === undefined || !actions.includes(answer)) throw new PkiError('cancelled');
	return answer;
}
