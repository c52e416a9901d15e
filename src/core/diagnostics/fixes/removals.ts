import { chainsOf, type Bundle } from '../contents/fileChains.js';
import type { CertificateInFile } from '../contents/fileContents.js';
import { isSelfIssued } from '../../x509/chain.js';
import { movableSpans } from '../contents/movableSpans.js';
import type { FileInput, Replacement, RuleBlock, Span } from '../rule.js';
import { elementFormOf, elementWithSeparator } from './listElements.js';

/** The certificates after the first of the same. */
export interface RemoveDuplicates {
	readonly id: 'removeDuplicates';
}

/** The root above a chain. */
export interface RemoveRoot {
	readonly id: 'removeRoot';
}

export function removeDuplicates(
	file: FileInput,
	_fix: RemoveDuplicates,
	at: number,
	bundle = bundleAt(file, at),
): readonly Replacement[] | undefined {
	if (!bundle) return undefined;
	const seen = new Set<string>();
	const twins = bundle.certificates.filter(({ facts }) => {
		const isKnown = seen.has(facts.sha256Fingerprint);
		seen.add(facts.sha256Fingerprint);
		return isKnown;
	});
	return without(bundle, twins);
}

export function removeRoot(
	file: FileInput,
	_fix: RemoveRoot,
	at: number,
	bundle = bundleAt(file, at),
): readonly Replacement[] | undefined {
	const root = bundle?.chain.at(-1);
	return bundle && root && bundle.chain.length > 1 && isSelfIssued(root.facts)
		? without(bundle, [root])
		: undefined;
}

function bundleAt(file: FileInput, at: number): Bundle | undefined {
	return chainsOf(file).bundles.find(({ certificates }) =>
		certificates.some(({ block }) => block.start <= at && at <= block.end),
	);
}

function without(
	{ file, certificates }: Bundle,
	removed: readonly CertificateInFile[],
): readonly Replacement[] | undefined {
	const blocks = new Set<RuleBlock>(removed.map(({ block }) => block));
	const all = certificates.map(({ block }) => block);
	if (blocks.size === 0 || blocks.size === all.length) return undefined;
	const kept = new Set(file.blocks.filter((block) => !blocks.has(block)).map(({ start }) => start));
	const spans = movableSpans(file, all);
	const taken = new Map<number, Span>();
	let previous: RuleBlock | undefined;
	for (const [index, block] of all.entries()) {
		const last = all[index - 1];
		// In base64 several blocks may stand at one place.
		if (last?.start !== block.start) previous = last;
		if (!blocks.has(block)) continue;
		const span = kept.has(block.start) ? undefined : spanOf(file, block, previous, spans?.[index]);
		if (!span) return undefined;
		taken.set(span.start, span);
	}
	return [...taken.values()].map((span) => ({ ...span, text: '' }));
}

/** All that is left without a meaning when the block is gone. */
function spanOf(
	{ text = '', blocks: [first] }: FileInput,
	block: RuleBlock,
	previous: RuleBlock | undefined,
	lines: Span | undefined,
): Span | undefined {
	const form = elementFormOf(text, block);
	if (form) {
		return first && previous && elementWithSeparator(text, { block, form, previous, first });
	}
	if (block.label === 'DER') return undefined;
	return lines ? wholeLines(text, lines) : escapedLines(text, block);
}

/** In a string, with the escaped line break behind; of the last lines of a string, the one before. */
function escapedLines(text: string, { start, end, note }: RuleBlock): Span | undefined {
	if (note || !/^[^\r\n]*\\n[^\r\n]*$/.test(text.slice(start, end))) return undefined;
	const behind = /^(?:\\{1,8}r)?\\{1,8}n/.exec(text.slice(end, end + 20))?.[0];
	if (behind !== undefined) return { start, end: end + behind.length };
	const before = /(?:\\{1,8}r)?\\{1,8}n$/.exec(text.slice(Math.max(0, start - 20), start))?.[0];
	return before === undefined ? undefined : { start: start - before.length, end };
}

/** With the indentation and the line break behind; of the last lines of a text, the one before. */
function wholeLines(text: string, { start, end }: Span): Span {
	let from = start;
	while (from > 0 && ' \t'.includes(text.charAt(from - 1))) from -= 1;
	const behind = /^[ \t]*(?:\r\n|\n|\r|$)/.exec(text.slice(end, end + 200))?.[0] ?? '';
	if (/[\r\n]/.test(behind)) return { start: from, end: end + behind.length };
	const before = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, from - 2), from))?.[0] ?? '';
	return { start: from - before.length, end: end + behind.length };
}
