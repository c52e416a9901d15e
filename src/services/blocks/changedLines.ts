/** Which lines an edit touched, so that only these are looked at. */

/** As VS Code tells it: offsets count from the text before any change of the same edit. */
export interface TextChange {
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
}

/** From one line to another, both included. */
export interface LineRange {
	readonly first: number;
	readonly last: number;
}

/**
 * The lines of the new text that the changes of one edit touched, in its order and each of them once: a replacement of
 * ten thousand words on one long line is one line. `lineAt` tells the line of an offset in the new text.
 */
export function changedLines(
	changes: readonly TextChange[],
	lineAt: (offset: number) => number,
): readonly LineRange[] {
	const inOrder = [...changes].sort((a, b) => a.rangeOffset - b.rangeOffset);
	const ranges: { first: number; last: number }[] = [];
	let moved = 0;
	for (const { rangeOffset, rangeLength, text } of inOrder) {
		const start = rangeOffset + moved;
		moved += text.length - rangeLength;
		const first = lineAt(start);
		const last = lineAt(start + text.length);
		const before = ranges.at(-1);
		if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
		else ranges.push({ first, last });
	}
	return ranges;
}
