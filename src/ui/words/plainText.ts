import { breakingCharacters, formatCharacters } from '../../core/common/hiddenCharacters.js';

const breaks = new RegExp(`[${breakingCharacters}]+`, 'gu');
const marks = new RegExp(`[${formatCharacters}]`, 'gu');

/**
 * Text from a certificate or a server, fit for a notification or a question: one line, no control or direction
 * characters, no Markdown link (VS Code draws `[text](target)` in notifications as a link), and not endless.
 */
export function plainText(text: string, maxLength = 200): string {
	const start = text.slice(0, 4 * maxLength);
	const line = start.replace(breaks, ' ').replace(marks, '').replaceAll('](', '] (').trim();
	const characters = [...line];
	return characters.length > maxLength || start.length < text.length
		? `${characters.slice(0, maxLength - 1).join('')}…`
		: line;
}
