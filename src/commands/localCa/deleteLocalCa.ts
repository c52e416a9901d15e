import * as vscode from 'vscode';
import { type Backend, can } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalBoolean } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

/** How many certificates are counted before the question says "more than". */
const counted = 1000;

/**
 * `pki.deleteLocalCa` `{ confirmed }`: deletes the Local CA's private keys, wherever they are kept, its certificates and
 * its list of what it issued. Files that were saved stay; the next certificate starts a new CA.
 */
export async function run(context: CommandContext, { options }: CommandInput): Promise<undefined> {
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'deleteAuthority'),
	);
	const client = await context.clients.get(connection.id);
	if (!client.deleteAuthority) throw new PkiError('unsupported', { reason: 'noOwnCa' });
	if (optionalBoolean(options, 'confirmed') !== true) await confirm(connection.label, client);
	const deleteAuthority = client.deleteAuthority.bind(client);
	try {
		await withProgress(vscode.l10n.t('Deleting the Local CA'), (signal) =>
			deleteAuthority({ signal }),
		);
	} finally {
		// Whoever cancels sees how far it came.
		context.clients.reopen(connection.id);
		context.changes.fire({ connection: connection.id });
	}
	return undefined;
}

/** Names what is lost. Rejects with `cancelled`. */
async function confirm(label: string, client: Backend): Promise<void> {
	const detail = [
		vscode.l10n.t(
			'Its private keys and the list of issued certificates ({0}) will be deleted. These certificates can no longer be revoked.',
			await issuedWords(client),
		),
		vscode.l10n.t(
			'Saved files stay. The next certificate creates a new CA. Clients that trust the old root must also trust the new one.',
		),
	];
	await confirmLoss(vscode.l10n.t('Delete “{0}” with its keys?', plainText(label)), {
		detail: detail.join('\n\n'),
		keep: vscode.l10n.t('Keep CA'),
		actions: [vscode.l10n.t('Delete')],
	});
}

async function issuedWords(client: Backend): Promise<string> {
	let total = 0;
	const title = vscode.l10n.t('Counting what was issued');
	for (const { mount } of (await client.listMounts({})).items) {
		const { items, cursor } = await withProgress(title, (signal) =>
			client.listCertificates(mount, { limit: counted }, { signal }),
		);
		if (cursor !== undefined) {
			return vscode.l10n.t('more than {0} certificates', items.length);
		}
		total += items.length;
	}
	return total === 1 ? vscode.l10n.t('1 certificate') : vscode.l10n.t('{0} certificates', total);
}
