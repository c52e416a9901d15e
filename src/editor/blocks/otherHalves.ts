import type { KeptBlock } from '../../core/decode/kept.js';
import { otherHalfWords, publicKeyOf } from '../../ui/facts/otherHalf.js';

/** More blocks of one key say nothing more. */
const most = 5;

/** The blocks of the same document that hold the other half of a block's key, in words. */
export function otherHalvesOf(block: KeptBlock, all: readonly KeptBlock[]): readonly string[] {
	const key = publicKeyOf(block);
	if (key === undefined) return [];
	const isPrivate = block.facts?.kind === 'privateKey';
	return all
		.filter((other) => (other.facts?.kind === 'privateKey') !== isPrivate)
		.filter((other) => publicKeyOf(other) === key)
		.slice(0, most)
		.map(otherHalfWords);
}
