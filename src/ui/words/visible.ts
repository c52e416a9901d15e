/** Control characters (C0, C1), zero-width and bidirectional marks, line and paragraph separators. */
const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Makes characters visible that would hide, reorder or break a line: `\u{202e}` for a right-to-left override. A name
 * in a certificate can hold any of them.
 */
export function visible(text: string): string {
	return text.replace(
		hidden,
		(character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
	);
}
