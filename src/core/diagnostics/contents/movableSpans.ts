/** Which text belongs to a block, so that it can change places with another without harm. */
import type { FileInput, RuleBlock, Span } from '../rule.js';

/**
 * For each of the blocks (in the file's order) the span that moves with it: from the first line that is not blank behind
 * the block before it (bag attributes, comments, the output of `openssl x509 -text`) to the end of its END line, without
 * the line end; of indented blocks, which are a value of something, nothing but the block. Undefined where one of them
 * shares a line with something else, is indented otherwise, or is written as programs do not expect.
 */
export function movableSpans(
	{ text, blocks }: FileInput,
	moved: readonly RuleBlock[],
): readonly Span[] | undefined {
	if (text === undefined) return undefined;
	const indents = new Set(moved.map(({ start }) => indentOf(text, start)));
	if (!indents.has('')) return indents.size === 1 ? ownSpans(text, moved) : undefined;
	const wanted = new Set(moved);
	const spans: Span[] = [];
	let from: number | undefined;
	for (const block of blocks) {
		if (wanted.has(block)) {
			if (block.note || !standsAlone(text, block)) return undefined;
			from ??= headEnd(text, block.start);
			spans.push({ start: from + blankLength(text.slice(from, block.start)), end: block.end });
		}
		from = lineEnd(text, block.end);
	}
	return spans;
}

function ownSpans(text: string, moved: readonly RuleBlock[]): readonly Span[] | undefined {
	return moved.every((block) => !block.note && standsAlone(text, block))
		? moved.map(({ start, end }) => ({ start, end }))
		: undefined;
}

function indentOf(text: string, start: number): string {
	return /(?<![ \t])[ \t]*$/.exec(text.slice(Math.max(0, start - 100), start))?.[0] ?? '';
}

/** Whether nothing but blanks stands before and behind it on its lines. */
function standsAlone(text: string, { start, end }: RuleBlock): boolean {
	return (
		/(?:^|[\r\n]|^\ufeff)[ \t]*$/.test(text.slice(Math.max(0, start - 100), start)) &&
		/^[ \t]*(?:[\r\n]|$)/.test(text.slice(end, end + 100))
	);
}

/**
 * Where the first block's own text begins: behind a byte order mark, and behind a comment on the whole file, which a
 * blank line ends.
 */
function headEnd(text: string, start: number): number {
	const mark = text.startsWith('\ufeff') ? 1 : 0;
	const head = /^(?:[ \t]*(?:#|\/\/|;|--[^-])[^\r\n]*(?:\r\n|\n|\r))+(?=[ \t]*[\r\n])/.exec(
		text.slice(mark, start),
	);
	return mark + (head?.[0].length ?? 0);
}

/** A remark behind an END line stays where it is. */
function lineEnd(text: string, offset: number): number {
	const length = text.slice(offset, offset + 500).search(/[\r\n]/);
	return length === -1 ? offset : offset + length;
}

/** The rest of the line that came before, and blank lines. The indentation of the first line is its own. */
function blankLength(text: string): number {
	return /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(text)?.[0].length ?? 0;
}
