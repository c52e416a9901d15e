import type { CommandContext, CommandInput } from '../command.js';
import { optionalMount, optionalSerialNumber } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

/** `pki.revealInTree` `{ connection, mount, serialNumber }`; answers whether it stands in the tree. */
export async function run(
	context: CommandContext,
	{ options }: CommandInput,
): Promise<{ revealed: boolean }> {
	const connection = await pickConnection(context, options);
	const revealed = await context.views.explorer.reveal({
		connection: connection.id,
		mount: optionalMount(options),
		serialNumber: optionalSerialNumber(options),
	});
	return { revealed };
}
