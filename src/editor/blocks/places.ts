import type { KeptBlock } from '../../core/decode/kept.js';

/** Blocks that stand at one place: a bundle, or the base64 of a chain, is one place with several. */
export interface Place {
	readonly first: KeptBlock;
	readonly blocks: readonly KeptBlock[];
}

/** In the text's order. */
export function placesOf(blocks: readonly KeptBlock[]): readonly Place[] {
	const places = new Map<string, { first: KeptBlock; blocks: KeptBlock[] }>();
	for (const block of blocks) {
		const key = `${block.start}-${block.end}`;
		const known = places.get(key);
		if (known) known.blocks.push(block);
		else places.set(key, { first: block, blocks: [block] });
	}
	return [...places.values()];
}
