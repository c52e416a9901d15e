import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import { endReview } from './reviewChange.js';

/** `pki.acceptConfigChange`: the button on the diff of a configuration that is merged. */
export function run(_: CommandContext, { options }: CommandInput): Promise<void> {
	endReview(optionalUri(options, 'uri'), true);
	return Promise.resolve();
}
