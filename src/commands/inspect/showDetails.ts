import type { CommandContext, CommandInput } from '../command.js';
import { chooseTargets } from '../input/chosenCertificate.js';

/** `pki.showDetails` `{ connection, mount, serialNumber }`, `authority` in place of the serial number, or `{ uri }`. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	for (const target of await chooseTargets(context, input)) {
		await context.views.details.show(target);
	}
}
