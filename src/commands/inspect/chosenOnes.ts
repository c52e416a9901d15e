/** What a command on certificates is about where several rows of the tree are selected. */
import type { CommandInput } from '../command.js';
import type { Options } from '../input/options.js';

/** The selected certificates and authorities, in their order; else what the command was called with. */
export function chosenOnes({ options, selection }: CommandInput): readonly Options[] {
	const chosen = selection.filter(
		({ serialNumber, authority }) => (serialNumber ?? authority) !== undefined,
	);
	return chosen.length > 1 ? chosen : [options];
}
