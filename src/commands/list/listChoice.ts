import type { ListChoice } from '../../services/ports/explorer.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pickConnection, pickMount } from '../input/pickers.js';

/** The list of the row that was clicked; else that of `{ connection, mount }`; else the selected one, or asked. */
export function listChoice(
	context: CommandContext,
	{ options, selection }: CommandInput,
): ListChoice {
	return {
		node: selection[0],
		isNamed: ['connection', 'mount'].some((name) => (options[name] ?? undefined) !== undefined),
		ask: async () => {
			const connection = await pickConnection(context, options);
			return { connection: connection.id, mount: await pickMount(context, connection, options) };
		},
	};
}
