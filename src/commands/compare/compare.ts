import type { PkiCommands } from '../../api.js';
import { differences } from '../../core/compare/differences.js';
import type { CommandContext, CommandInput } from '../command.js';
import { sideOf } from './sides.js';

type Result = PkiCommands['pki.compare']['result'];

/** `pki.compare` `{ left, right }`: the fields that differ. Reads only, so it works in Restricted Mode. */
export async function run(_context: CommandContext, { options }: CommandInput): Promise<Result> {
	const [left, right] = await Promise.all([sideOf(options, 'left'), sideOf(options, 'right')]);
	return { differences: [...differences(left.block.facts, right.block.facts)] };
}
