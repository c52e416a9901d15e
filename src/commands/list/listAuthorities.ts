import * as vscode from 'vscode';
import type { AuthorityItem, ListResult } from '../../api.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { openAuthority, pageRequest, toAuthorityItem } from './lists.js';
import { pickAuthority, pickConnection, pickMount } from '../input/pickers.js';

/** `pki.listAuthorities` `{ connection, mount, cursor, limit }`: a person picks one and sees its certificate. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<ListResult<AuthorityItem>> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	if (interactive) {
		const { id } = await pickAuthority(context, connection, mount, options);
		return { items: [await openAuthority(context, connection.id, mount, id)] };
	}
	const client = await context.clients.get(connection.id);
	const { items, cursor } = await withProgress(vscode.l10n.t('Listing issuers'), (signal) =>
		client.listAuthorities(mount, pageRequest(options), { signal }),
	);
	return { items: items.map((item) => toAuthorityItem(mount, item)), cursor };
}
