import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pickConnection } from '../input/pickers.js';
import { showInTree } from '../list/showInTree.js';
import { usableStatus } from './tryConnection.js';

/**
 * `pki.connectEnvironment` `{ connection }`: the first use of a connection that the environment describes. Nothing of
 * it is saved; its token is read anew at every use.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<{ id: string }> {
	const connection = await pickConnection(
		context,
		options,
		({ origin }) => origin === 'environment',
	);
	if (connection.origin !== 'environment') {
		throw new PkiError('unsupported', { reason: 'notFromEnvironment' });
	}
	const { id, label } = connection;
	try {
		await withProgress(vscode.l10n.t('Connecting to {0}', plainText(label)), async (signal) =>
			usableStatus(await context.clients.get(id), signal),
		);
	} catch (error) {
		// The next try begins anew; a client that works stays, for what is running on it.
		context.clients.reopen(id);
		throw error;
	}
	context.changes.fire({ connection: id });
	if (interactive) showInTree(context, { connection: id });
	return { id };
}
