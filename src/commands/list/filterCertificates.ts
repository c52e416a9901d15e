import type { CommandContext, CommandInput } from '../command.js';
import { listChoice } from './listChoice.js';

/** `pki.filterCertificates`: the certificates that are loaded. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	await context.views.explorer.filter(listChoice(context, input));
}
