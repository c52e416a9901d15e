import type { CommandContext, CommandInput } from './command.js';

/** `pki.showLog` */
export function run(context: CommandContext, _input: CommandInput): Promise<void> {
	context.log.show();
	return Promise.resolve();
}
