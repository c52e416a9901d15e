import type { CommandContext } from '../command.js';

/** `pki.refreshWorkspaceCertificates`: reads the workspace anew; its view shows how far that is. */
export async function run({ workspace }: CommandContext): Promise<void> {
	await workspace.refresh();
}
