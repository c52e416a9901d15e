import type { CommandContext } from '../command.js';

/** `pki.showFindings`: lists what expiry checks found, to go to it. */
export async function run(context: CommandContext): Promise<void> {
	await context.views.expiry.show();
}
