import * as vscode from 'vscode';
import { can } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { askForNewCa } from './lostKey.js';
import { optionalChoice } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

const places = ['secretStorage', 'file'] as const;

/**
 * `pki.newLocalCa` `{ keysIn }`: starts a new Local CA with fresh keys, in the secret storage or in a file of the
 * extension's own. What the old one issued stays listed. A program that says where the keys go is not asked.
 */
export async function run(
	context: CommandContext,
	{ options }: CommandInput,
): Promise<{ keysIn: (typeof places)[number] }> {
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'reset'),
	);
	const client = await context.clients.get(connection.id);
	if (!client.reset) throw new PkiError('unsupported', { reason: 'noReset' });
	const given = optionalChoice(options, 'keysIn', places);
	const { notices = [] } = await client.status();
	const keysIn = given ?? (await askForNewCa(notices.includes('keyLost') ? 'lost' : 'wanted'));
	const reset = client.reset.bind(client);
	await withProgress(vscode.l10n.t('Making a new Local CA'), (signal) =>
		reset({ keysIn }, { signal }),
	);
	context.changes.fire({ connection: connection.id });
	return { keysIn };
}
