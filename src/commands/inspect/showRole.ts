import type { CommandContext, CommandInput } from '../command.js';
import { pickConnection, pickMount, pickRole } from '../input/pickers.js';

/** `pki.showRole` `{ connection, mount, role }`: what it allows, as a read-only document. */
export async function run(context: CommandContext, { options }: CommandInput): Promise<void> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const role = await pickRole(context, connection, mount, options);
	await context.views.explorer.showRole({ connection: connection.id, mount, role });
}
