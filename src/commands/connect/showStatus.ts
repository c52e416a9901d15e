import * as vscode from 'vscode';
import type { BackendStatus } from '../../core/backends/contract/backend.js';
import { unreadSentences } from '../../ui/words/connections/environmentWords.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pickConnection } from '../input/pickers.js';
import { statusWords } from './tryConnection.js';

/** `pki.showStatus` `{ connection }`: who answers, in which state, and how long the token lives. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<BackendStatus> {
	const connection = await pickConnection(context, options);
	const label = plainText(connection.label);
	const status = await withProgress(vscode.l10n.t('Checking {0}', label), async (signal) => {
		const client = await context.clients.get(connection.id);
		return client.status({ signal });
	});
	if (interactive) {
		const said = [statusWords(status, new Date()), ...unreadSentences(connection.unread)].join(' ');
		// A built-in connection is called as its product is.
		const words = status.product === label ? said : vscode.l10n.t('{0}: {1}', label, said);
		// Not awaited: the notification may stand there for minutes. Without a button VS Code cuts it off after one line.
		const ok = vscode.l10n.t('OK');
		if (status.state === 'active' || status.state === 'standby') {
			void vscode.window.showInformationMessage(words, ok);
		} else {
			void vscode.window.showWarningMessage(words, ok);
		}
	}
	return status;
}
