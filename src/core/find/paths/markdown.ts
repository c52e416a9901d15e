/** Where Markdown names files: in its links, and in code between fences. */
import type { PathCandidate } from './candidate.js';
import { kindOfExtension } from './keys.js';
import type { TextKind } from './languages.js';
import { pathValueOf } from './value.js';

type Steps = Generator<undefined, readonly PathCandidate[]>;
type Search = (text: string, kind: TextKind) => Steps;

interface MarkdownPart {
	/** UTF-16 offsets of a link's destination, or of the lines between two fences. */
	readonly start: number;
	readonly end: number;
	/** What stands behind the first fence, such as `yaml`; absent for a link. */
	readonly language?: string;
}

const line = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+-]{0,40})/;
const link =
	/\]\([ \t]*<?([^\s()<>]{1,500})>?(?:[ \t]+["'][^"'\r\n]{0,200}["'])?[ \t]*\)|^ {0,3}\[[^\]\r\n]{1,200}\]:[ \t]*<?([^\s<>]{1,500})/g;

/**
 * Documentation names files as examples: what its links lead to, and its code names, is shown where it is there, and
 * nothing is said of what is not, nor of what goes together.
 */
export function* pathsInMarkdown(text: string, search: Search): Steps {
	const found: PathCandidate[] = [];
	for (const { start, end, language } of markdownParts(text)) {
		yield undefined;
		const inside =
			language === undefined
				? linked(text, start, end)
				: yield* search(text.slice(start, end), { path: `x.${language}` });
		const by = language === undefined ? 0 : start;
		for (const each of inside) {
			const [from, to] = [each.start + by, each.end + by];
			found.push({ ...each, start: from, end: to, scope: from, isSure: false, isChain: false });
		}
	}
	return found;
}

function linked(text: string, start: number, end: number): readonly PathCandidate[] {
	const value = pathValueOf(text, { start, end, quote: '"' });
	if (value?.extension === undefined || value.name !== undefined) return [];
	const kindHint = kindOfExtension(value.extension);
	return [
		{
			...{ start: value.start, end: value.end, raw: value.raw },
			...(kindHint === undefined ? {} : { kindHint }),
			...{ isSure: false, isChain: false, scope: value.start, isElsewhere: false },
		},
	];
}

/** In the text's order; a fence that is never closed ends with the text. */
function* markdownParts(text: string): Generator<MarkdownPart> {
	let open:
		{ readonly sign: string; readonly start: number; readonly language: string } | undefined;
	for (let at = 0; at < text.length;) {
		line.lastIndex = at;
		const [found = ''] = line.exec(text) ?? [];
		const [, sign, language = ''] = fence.exec(found) ?? [];
		const end = at + found.length;
		if (open) {
			if (sign?.startsWith(open.sign) === true && language === '') {
				yield { start: open.start, end: at, language: open.language };
				open = undefined;
			}
		} else if (sign !== undefined) {
			open = { sign, start: end, language };
		} else {
			yield* linksIn(found, at);
		}
		at = end;
	}
	if (open) yield { start: open.start, end: text.length, language: open.language };
}

function* linksIn(found: string, at: number): Generator<MarkdownPart> {
	for (const { 0: whole, 1: inline, 2: defined, index } of found.matchAll(link)) {
		const target = inline ?? defined ?? '';
		const start =
			at + index + whole.indexOf(target, whole.indexOf(inline === undefined ? ':' : '('));
		yield { start, end: start + target.length };
	}
}
