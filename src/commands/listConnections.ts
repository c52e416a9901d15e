import type { ConnectionItem, ListResult } from '../api.js';
import type { Connection } from '../services/services.js';
import type { CommandContext, CommandInput } from './command.js';
import { pickConnection } from './shared/pickers.js';

/** `pki.listConnections`: all of them at once; a person picks one and finds it in the tree. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<ListResult<ConnectionItem>> {
	if (interactive) {
		const connection = await pickConnection(context, options);
		await context.views.explorer.reveal({ connection: connection.id });
		return { items: [toItem(connection)] };
	}
	return { items: (await context.connections.list()).map(toItem) };
}

function toItem({ id, backend, label, origin }: Connection): ConnectionItem {
	return { id, backend, label, origin };
}
