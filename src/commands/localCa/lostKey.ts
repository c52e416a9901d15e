import * as vscode from 'vscode';
import type { Backend } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { CommandContext, CommandInput } from '../command.js';

/**
 * Where the key is known to be gone, a person is told before the place of the files is settled: nobody is to give up a
 * file for a certificate that cannot be issued.
 */
export async function settleCaKey(
	context: CommandContext,
	input: CommandInput,
	connection: string,
): Promise<void> {
	if (!input.interactive) return;
	const client = await context.clients.get(connection);
	if (!client.reset) return;
	const { notices } = await client.status();
	if (notices?.includes('keyLost')) await startNewCa(context, client, connection, 'lost');
}

/**
 * Runs what needs the key of a CA that this extension keeps. Where the key is gone, a person is told what that means
 * and may start a new CA, after which the task runs again; a program gets `keyLost`.
 */
export async function withCaKey<T>(
	context: CommandContext,
	input: CommandInput,
	connection: string,
	task: (client: Backend) => Promise<T>,
): Promise<T> {
	const client = await context.clients.get(connection);
	try {
		return await task(client);
	} catch (error) {
		if (!input.interactive || !client.reset || !isPkiError(error, 'keyLost')) throw error;
		const why = error.reason === 'notKept' ? 'notKept' : 'lost';
		await startNewCa(context, client, connection, why);
		return task(client);
	}
}

async function startNewCa(
	{ changes }: CommandContext,
	client: Backend,
	connection: string,
	why: WhyNewCa,
): Promise<void> {
	await client.reset?.({ keysIn: await askForNewCa(why) });
	changes.fire({ connection });
}

/** `notKept`: the secret storage refused the keys of the CA that was to be made. */
export type WhyNewCa = 'wanted' | 'lost' | 'notKept';

/** Says what a new CA means and asks where its keys are kept. Rejects with `cancelled`. */
export async function askForNewCa(why: WhyNewCa): Promise<'secretStorage' | 'file'> {
	const kept = vscode.l10n.t('New CA');
	const file = vscode.l10n.t('New CA, Key in a File');
	const { question, detail } = newCaWords(why);
	const answer = await vscode.window.showWarningMessage(
		question,
		{ modal: true, detail },
		...(why === 'wanted' ? [kept, file] : [file, kept]),
	);
	if (answer === undefined) throw new PkiError('cancelled');
	return answer === file ? 'file' : 'secretStorage';
}

function newCaWords(why: WhyNewCa): { readonly question: string; readonly detail: string } {
	const rest = vscode.l10n.t(
		'What was issued stays listed. The new root is another one: what trusts the old root has to trust the new one as well.',
	);
	switch (why) {
		case 'notKept':
			return {
				question: vscode.l10n.t(
					'The secret storage refused to keep the private key of the Local CA. Keep it in a file?',
				),
				detail: vscode.l10n.t(
					'Without its key a CA cannot sign, so none was made. A file in the extension’s own folder lasts; only your user can read it.',
				),
			};
		case 'lost':
			return {
				question: vscode.l10n.t('The private key of the Local CA is gone. Start a new CA?'),
				detail: `${vscode.l10n.t(
					'The secret storage did not keep it: on some systems, and in a browser, it ends with the session. A file in the extension’s own folder lasts; only your user can read it.',
				)}\n\n${rest}`,
			};
		case 'wanted':
			return {
				question: vscode.l10n.t('Start a new CA? The private key of the Local CA is deleted.'),
				detail: `${vscode.l10n.t(
					'The new key is kept in the secret storage, or in a file in the extension’s own folder that only your user can read.',
				)}\n\n${rest}`,
			};
	}
}
