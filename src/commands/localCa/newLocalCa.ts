import * as vscode from 'vscode';
import { type Backend, can } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { settleExistingCa } from './existingCa.js';
import { hasCa } from './lostKey.js';
import { askForNewCa, type KeyPlace, type NewCa } from './newCaQuestion.js';
import { optionalBoolean, optionalChoice } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

const places = ['secretStorage', 'file'] as const;

/**
 * `pki.newLocalCa` `{ keysIn, certificate, key, password, confirmed }`: starts a new Local CA, its keys in the secret
 * storage or in a file of the extension's own. With `certificate` and `key` it is one that was made elsewhere. What the
 * old one issued stays listed. A program that confirms, or says where the keys go, is not asked.
 */
export async function run(
	context: CommandContext,
	input: CommandInput,
): Promise<{ keysIn: KeyPlace }> {
	const { options } = input;
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'createAuthority'),
	);
	const client = await context.clients.get(connection.id);
	if (!client.createAuthority) throw new PkiError('unsupported', { reason: 'noOwnCa' });
	const given = optionalChoice(options, 'keysIn', places);
	const isConfirmed = optionalBoolean(options, 'confirmed') === true;
	const ca = await settleExistingCa(input, vscode.l10n.t('New Local CA'));
	const isSettled = given !== undefined || isConfirmed;
	const keysIn = isSettled
		? (given ?? 'secretStorage')
		: await askForNewCa({
				why: await reasonFor(client),
				isForgetful: await context.durability.mayForget(),
				existing: ca,
			});
	const createAuthority = client.createAuthority.bind(client);
	await withProgress(vscode.l10n.t('Creating a new Local CA'), (signal) =>
		createAuthority({ keysIn, existing: ca?.existing }, { signal }),
	);
	context.changes.fire({ connection: connection.id });
	return { keysIn };
}

async function reasonFor(client: Backend): Promise<NewCa['why']> {
	const { notices = [] } = await client.status();
	if (notices.includes('keyLost')) return 'lost';
	return (await hasCa(client)) ? 'replaced' : 'first';
}
