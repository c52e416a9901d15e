import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { assertTrusted } from '../../services/trust.js';
import { plainText } from '../../ui/words/plainText.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalBoolean } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

/** `pki.removeConnection` `{ connection, confirmed }`: forgets a saved connection and its secrets. */
export async function run(context: CommandContext, { options }: CommandInput): Promise<undefined> {
	assertTrusted();
	const connection = await pickConnection(context, options, ({ origin }) => origin === 'saved');
	if (connection.origin !== 'saved') throw new PkiError('unsupported', { reason: 'notSaved' });
	if (optionalBoolean(options, 'confirmed') !== true) {
		const remove = vscode.l10n.t('Remove');
		await confirmLoss(vscode.l10n.t('Remove the connection “{0}”?', plainText(connection.label)), {
			detail: vscode.l10n.t(
				'Its token will be deleted from this machine. Nothing changes on the server.',
			),
			keep: vscode.l10n.t('Keep Connection'),
			actions: [remove],
		});
	}
	await context.connections.remove(connection.id);
	context.clients.reopen(connection.id);
	context.changes.fire({});
	return undefined;
}
