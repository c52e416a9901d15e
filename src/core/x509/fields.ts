/** Blocks as plain data for the commands' results. */
import type { BlockError, DecodedBlock, DecodedFacts } from './model.js';

/** A block's facts, or its error, with line and label: JSON without undefined fields, DER or offsets. */
export type PlainBlock = { line: number; label: string } & (DecodedFacts | { error: BlockError });

/** `line` is zero-based, as everywhere. */
export function toPlainFacts(block: DecodedBlock): PlainBlock {
	const { line, label } = block;
	if (block.error !== undefined) {
		return { line, label, error: plain(block.error) };
	}
	return { line, label, ...plain(block.facts) };
}

/** A deep copy without undefined fields; facts are made of strings, numbers, booleans and arrays only. */
function plain<Facts extends DecodedFacts | BlockError>(facts: Facts): Facts {
	const copy: unknown = JSON.parse(JSON.stringify(facts));
	return copy as Facts;
}
