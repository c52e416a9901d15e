import { createPacer } from '../../common/pacer.js';
import { type Explanation, explainLines, type FoundExplanation } from './explanation.js';

/** A log repeats itself; more kinds of errors than this nobody looks through. */
const mostKinds = 50;

/**
 * The different errors of a long text, each where it stands first, in the text's order; of one that wraps another in the
 * same line the inner. Gives way to other work every 15 ms. Rejects with `cancelled`.
 */
export async function explainInSlices(
	text: string,
	signal?: AbortSignal,
): Promise<readonly FoundExplanation[]> {
	const kinds = new Map<string, FoundExplanation>();
	const pacer = createPacer(signal);
	for (const found of explainLines(text)) {
		// A line without an error yields too, so that a log of millions of them is left for others.
		if (found !== undefined) {
			const key = kindOf(found);
			if (!kinds.has(key)) kinds.set(key, found);
			if (kinds.size === mostKinds) break;
		}
		if (pacer.isDue) await pacer.pause();
	}
	return [...kinds.values()];
}

function kindOf({ id, host = '', port = 0 }: Explanation): string {
	return `${id} ${host} ${port}`;
}
