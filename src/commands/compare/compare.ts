import type { PkiCommands } from '../../api.js';
import { differences } from '../../core/compare/differences.js';
import type { CommandContext, CommandInput } from '../command.js';
import { sideOf } from './sides.js';

type Result = PkiCommands['pki.compare']['result'];

/** `pki.compare` `{ left, right }`: the fields that differ. Reads only, so it works in Restricted Mode with files. */
export async function run(context: CommandContext, { options }: CommandInput): Promise<Result> {
	const [left, right] = await Promise.all([
		sideOf(context, options, 'left'),
		sideOf(context, options, 'right'),
	]);
	return { differences: [...differences(left.block.facts, right.block.facts)] };
}
