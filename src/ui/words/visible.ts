import { hiddenCharacters } from '../../core/common/hiddenCharacters.js';

const hidden = new RegExp(`[${hiddenCharacters}]`, 'gu');

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
