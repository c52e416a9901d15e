import type { CommandContext, CommandInput } from './command.js';
import { readChosen } from './shared/chosenCertificate.js';

/** `pki.showDetails` `{ connection, mount, serialNumber }`, or `authority` in place of the serial number. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.details.show(await readChosen(context, input.options));
}
