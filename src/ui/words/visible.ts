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

/** The same for a sentence: a name in a certificate can have millions of characters, of which the first say enough. */
export function visibleStart(text: string, maxLength = 200): string {
	const characters = [...visible(text.slice(0, 2 * maxLength))];
	return characters.length > maxLength || text.length > 2 * maxLength
		? `${characters.slice(0, maxLength - 1).join('')}…`
		: characters.join('');
}
