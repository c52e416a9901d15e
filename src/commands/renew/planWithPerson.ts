import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { askPassword } from '../../ui/ask/password.js';
import { describeError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { findReplaced, planRotation, type PlanWish, type RotationPlan } from './plan.js';

/** Asks for the private key's file where it is not found, and for its password. Rejects with `cancelled`. */
export async function planWithPerson(
	context: CommandContext,
	wish: PlanWish,
): Promise<RotationPlan> {
	try {
		return await planRotation(context, wish);
	} catch (error) {
		if (!isPkiError(error, 'invalid')) throw error;
		if (error.reason === 'noKeyForRotation' && wish.options.key === undefined) {
			const key = await askForKey(error);
			return planWithPerson(context, { ...wish, options: { ...wish.options, key } });
		}
		if (error.reason !== 'passwordNeeded' || wish.options.password !== undefined) throw error;
		const password = await askForPassword(context, wish);
		return planRotation(context, { ...wish, options: { ...wish.options, password } });
	}
}

async function askForKey(error: PkiError): Promise<string> {
	const choose = vscode.l10n.t('Choose Private Key…');
	const { message } = describeError(error);
	const answer = await vscode.window.showWarningMessage(message, { modal: true }, choose);
	if (answer !== choose) throw new PkiError('cancelled');
	const [file] =
		(await vscode.window.showOpenDialog({ title: choose, canSelectMany: false })) ?? [];
	if (!file) throw new PkiError('cancelled');
	return file.fsPath;
}

/** One that opens it. */
async function askForPassword(context: CommandContext, wish: PlanWish): Promise<string> {
	const question = {
		title: vscode.l10n.t('Renew Certificate'),
		prompt: vscode.l10n.t('Password of the private key. The new key gets the same.'),
	};
	const answer = await askPassword(question, async (password) => {
		await findReplaced(context, { ...wish, options: { ...wish.options, password } });
		return password;
	});
	if (answer === undefined) throw new PkiError('cancelled');
	return answer;
}
