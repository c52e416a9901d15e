import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import { endReview } from './reviewChange.js';

/** `pki.discardConfigChange`: the button on the diff of a configuration that is merged. */
export function run(_: CommandContext, { options }: CommandInput): Promise<void> {
	endReview(optionalUri(options, 'uri'), false);
	return Promise.resolve();
}
