import type { CommandContext } from '../command.js';

/** `pki.cancelWorkspaceSearch`: what was found until now stays. */
export function run({ workspace }: CommandContext): Promise<void> {
	workspace.cancel();
	return Promise.resolve();
}
