import type { CommandContext, CommandInput } from '../command.js';
import { chooseTarget } from '../input/chosenCertificate.js';

/** `pki.showDetails` `{ connection, mount, serialNumber }`, `authority` in place of the serial number, or `{ uri }`. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.details.show(await chooseTarget(context, input.options));
}
