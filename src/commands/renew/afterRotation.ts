/** What is said when certificates were renewed. */
import * as vscode from 'vscode';
import type { RotationCheck } from '../../core/rotate/checks.js';
import { isPkiError } from '../../core/common/errors.js';
import { showError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { checkSentence } from '../../ui/words/rotationWords.js';
import { exactTime } from '../../ui/words/words.js';
import type { CommandContext } from '../command.js';
import { nextActions, runNext } from './nextActions.js';
import type { Rotated } from './perform.js';
import { showRotation } from './showRotation.js';

/** Returns at once: the notification may stand there for minutes. */
export function tellRotated(
	context: CommandContext,
	done: readonly Rotated[],
	skipped: readonly string[],
): void {
	tell(context, done, skipped).catch((error: unknown) => {
		if (!isPkiError(error, 'cancelled')) void showError(error);
	});
}

async function tell(
	context: CommandContext,
	done: readonly Rotated[],
	skipped: readonly string[],
): Promise<void> {
	const failed = done.flatMap(({ checks }) => checks.filter(isFailedAfter));
	const message = [headline(done), ...failed.map(checkSentence), ...skipped].join(' ');
	const report = vscode.l10n.t('Show Report');
	const next = nextActions(done);
	const show =
		failed.length + skipped.length > 0
			? vscode.window.showWarningMessage
			: vscode.window.showInformationMessage;
	const answer = await show(message, report, ...next.map(({ label }) => label));
	if (answer === report) showRotation(context, done, skipped);
	const chosen = next.find(({ label }) => label === answer);
	if (chosen) await runNext(chosen.id, done);
}

/** Those that were made before the swap and failed were accepted then. */
function isFailedAfter({ name, ok }: RotationCheck): boolean {
	return ok === false && (name === 'serverAnswers' || name === 'serverServes');
}

function headline(done: readonly Rotated[]): string {
	const [only] = done;
	if (done.length !== 1 || !only) {
		return vscode.l10n.t(
			'{0} certificates renewed. Programs use the old ones until they read the files again.',
			done.length,
		);
	}
	return vscode.l10n.t(
		'“{0}” renewed, valid until {1}. Programs use the old certificate until they read the files again.',
		plainText(only.fresh.pair.leaf.facts.name, 80),
		exactTime(only.fresh.made.issued.notAfter),
	);
}
