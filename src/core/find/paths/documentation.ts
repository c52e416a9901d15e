/** What documentation names: in its links, and in the code that it shows. */
import { asciidocParts } from './asciidoc.js';
import type { PathCandidate } from './candidate.js';
import type { DocumentationPart } from './documentationPart.js';
import { kindOfExtension } from './keys.js';
import { documentationOf, familyOf, type TextKind } from './languages.js';
import { markdownParts } from './markdown.js';
import { pathValueOf } from './value.js';

type Steps = Generator<undefined, readonly PathCandidate[]>;
type Search = (text: string, kind: TextKind) => Steps;

/**
 * Documentation names files as examples: what its links lead to, and its code names, is shown where it is there, and
 * nothing is said of what is not, nor of what goes together. Other prose names none.
 */
export function* pathsInProse(text: string, kind: TextKind, search: Search): Steps {
	const found: PathCandidate[] = [];
	for (const { start, end, language } of partsOf(text, kind)) {
		yield undefined;
		const shown: TextKind = { languageId: language, path: `x.${language ?? ''}` };
		// Documentation in documentation may be as deep as the text is long.
		if (language !== undefined && familyOf(shown) === 'prose') continue;
		const inside =
			language === undefined
				? linked(text, start, end)
				: yield* search(text.slice(start, end), shown);
		const by = language === undefined ? 0 : start;
		for (const each of inside) {
			const [from, to] = [each.start + by, each.end + by];
			found.push({ ...each, start: from, end: to, scope: from, isSure: false, isChain: false });
		}
	}
	return found;
}

function partsOf(text: string, kind: TextKind): Iterable<DocumentationPart> {
	switch (documentationOf(kind)) {
		case 'markdown':
			return markdownParts(text);
		case 'asciidoc':
			return asciidocParts(text);
		case undefined:
			return [];
	}
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
