import type { ConnectionItem, ListResult } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import type { Connection } from '../../services/connectionStore.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pageRequest } from './lists.js';
import { pickConnection } from '../input/pickers.js';

/** `pki.listConnections` `{ cursor, limit }`; a person picks one and finds it in the tree. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<ListResult<ConnectionItem>> {
	if (interactive) {
		const connection = await pickConnection(context, options);
		await context.views.explorer.reveal({ connection: connection.id });
		return { items: [toItem(connection)] };
	}
	const { cursor, limit = 5000 } = pageRequest(options);
	const all = (await context.connections.list()).map(toItem);
	const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
	if (cursor !== undefined && from === 0) {
		throw new PkiError('invalid', { reason: 'cursor', args: { cursor } });
	}
	const items = all.slice(from, from + limit);
	const last = from + limit < all.length ? items.at(-1)?.id : undefined;
	return { items, ...(last !== undefined && { cursor: last }) };
}

function toItem({ id, backend, label, origin }: Connection): ConnectionItem {
	return { id, backend, label, origin };
}
