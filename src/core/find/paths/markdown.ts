import { type DocumentationPart, textLines } from './documentationPart.js';

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+-]{0,40})/;
const link =
	/\]\([ \t]*<?([^\s()<>]{1,500})>?(?:[ \t]+["'][^"'\r\n]{0,200}["'])?[ \t]*\)|^ {0,3}\[[^\]\r\n]{1,200}\]:[ \t]*<?([^\s<>]{1,500})/g;

/** The links, and the code between fences, in the text's order; a fence that is never closed ends with the text. */
export function* markdownParts(text: string): Generator<DocumentationPart> {
	let open:
		{ readonly sign: string; readonly start: number; readonly language: string } | undefined;
	for (const { content: found, at } of textLines(text)) {
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
	}
	if (open) yield { start: open.start, end: text.length, language: open.language };
}

function* linksIn(found: string, at: number): Generator<DocumentationPart> {
	for (const { 0: whole, 1: inline, 2: defined, index } of found.matchAll(link)) {
		const target = inline ?? defined ?? '';
		const start =
			at + index + whole.indexOf(target, whole.indexOf(inline === undefined ? ':' : '('));
		yield { start, end: start + target.length };
	}
}
