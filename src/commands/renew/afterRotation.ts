/** What is said when certificates were renewed, and what comes next. */
import { rm, rmdir } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RotationCheck } from '../../core/rotate/checks.js';
import { isSystemError, onFile } from '../../services/files/fileErrors.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import { openText, sayDone } from '../../ui/output.js';
import { showError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { checkSentence } from '../../ui/words/rotationWords.js';
import { exactTime } from '../../ui/words/words.js';
import type { CommandContext } from '../command.js';
import { isPkiError } from '../../core/common/errors.js';
import { pathWords } from './confirm.js';
import type { Rotated } from './perform.js';
import { reportOf } from './report.js';

export async function showReport(context: CommandContext, done: readonly Rotated[]): Promise<void> {
	await openText(reportOf(context, done), 'markdown');
}

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
	const revoke = vscode.l10n.t('Revoke Old Certificate…');
	const remove = vscode.l10n.t('Delete Old Files…');
	const [only] = done;
	const isOne = done.length === 1 && only?.plan.target.client.revoke !== undefined;
	const show =
		failed.length + skipped.length > 0
			? vscode.window.showWarningMessage
			: vscode.window.showInformationMessage;
	const answer = await show(message, report, ...(isOne ? [revoke] : []), remove);
	if (answer === report) await showReport(context, done);
	if (answer === revoke && only) await revokeOld(only);
	if (answer === remove) await deleteBackups(done);
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

async function revokeOld({ plan }: Rotated): Promise<void> {
	const { connection, mount } = plan.target;
	const { serialNumber, name } = plan.set.old.leaf.facts;
	const place = { connection: connection.id, mount, serialNumber, name };
	await vscode.commands.executeCommand('pki.revokeCertificate', forPerson(place));
}

/** Rejects with `cancelled`. */
async function deleteBackups(done: readonly Rotated[]): Promise<void> {
	const backups = done.flatMap(({ swapped }) => swapped.backups.map(({ backup }) => backup));
	await confirmLoss(vscode.l10n.t('Delete the old files ({0})?', backups.length), {
		detail: backups.map(pathWords).join('\n'),
		keep: vscode.l10n.t('Keep Files'),
		actions: [vscode.l10n.t('Delete')],
	});
	for (const backup of backups) await onFile(backup, () => rm(backup, { force: true }));
	// The folder that a link led to is empty then, unless it held something else.
	for (const { swapped } of done) {
		if (swapped.link === undefined) continue;
		for (const folder of new Set(swapped.backups.map(({ backup }) => path.dirname(backup)))) {
			await onFile(folder, () => rmdir(folder).catch(unlessFull));
		}
	}
	sayDone(vscode.l10n.t('Old files deleted'));
}

function unlessFull(error: unknown): void {
	if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
}
