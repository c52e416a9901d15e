import { PkiError } from '../../core/common/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chosenOne } from './selectForCompare.js';
import { showDifference } from './showDifference.js';

/** `pki.compareWithSelected`: rejects with `invalid` (`nothingSelected`) where nothing was selected before. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const { current } = context.compareSelection;
	if (!current) throw new PkiError('invalid', { reason: 'nothingSelected' });
	await showDifference(context, current, await chosenOne(context, input));
}
