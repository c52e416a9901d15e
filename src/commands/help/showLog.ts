import type { CommandContext } from '../command.js';

/** `pki.showLog` */
export function run(context: CommandContext): Promise<void> {
	context.log.show();
	return Promise.resolve();
}
