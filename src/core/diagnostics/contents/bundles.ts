/** Which blocks of a file stand together, as in the file of a chain, and which are values of their own. */
import { lineBefore } from '../../find/lines.js';
import type { FileInput, RuleBlock } from '../rule.js';

const known = new WeakMap<readonly RuleBlock[], readonly FileInput[]>();

/**
 * The runs of blocks that programs load as one, each as a file: all of a PEM file; of a YAML, JSON or `.env` file those
 * of each value. In the file's order; every block is in one of them.
 */
export function bundlesIn(file: FileInput): readonly FileInput[] {
	const found = known.get(file.blocks) ?? findBundles(file);
	known.set(file.blocks, found);
	return found;
}

function findBundles(file: FileInput): readonly FileInput[] {
	const runs: RuleBlock[][] = [];
	let last: RuleBlock | undefined;
	for (const block of file.blocks) {
		const run = runs.at(-1);
		if (run && last && standTogether(file.text, last, block)) run.push(block);
		else runs.push([block]);
		last = block;
	}
	const [, second] = runs;
	return second === undefined ? [file] : runs.map((blocks) => ({ ...file, blocks }));
}

/** A gap that is longer without a block in it is no punctuation. */
const widestGap = 200;

/**
 * With nothing between them but blanks, what splits a string, and `- |` of an item of YAML; at the start of a line, whatever
 * is between.
 */
function standTogether(
	text: string | undefined,
	{ end, start: before }: RuleBlock,
	{ start }: RuleBlock,
): boolean {
	if (text === undefined || start === before || start <= end) return true;
	if (start === 0 || /[\r\n]/.test(text.charAt(start - 1))) return true;
	if (start - end > widestGap) return false;
	// What stands before each line, as in a comment or a diff, counts as blank.
	const prefix = lineBefore(text, start);
	const gap = text.slice(end, start);
	return /^(?:[\s"'`+,;]|\\+["'`nrt]|-[ \t]*[|>][-+1-9]{0,2})*$/.test(
		prefix === lineBefore(text, before) ? gap.replaceAll(prefix, '') : gap,
	);
}
