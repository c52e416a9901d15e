import type { CommandContext } from '../command.js';

/** `pki.showPeersLog`: what servers and watches have told. */
export async function run({ views }: CommandContext): Promise<void> {
	await views.running.showLog();
}
