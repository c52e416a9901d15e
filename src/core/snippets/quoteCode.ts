/** Strings as literals of programming languages. What looks like nothing (controls, bidi marks) is always escaped. */
import { hiddenCharacters } from '../common/hiddenCharacters.js';

const invisible = new RegExp(`[${hiddenCharacters}]`, 'gu');

/** JSON, and what reads such strings as JSON does: JSON5, JavaScript, Java, C#. */
export function jsonString(text: string): string {
	return JSON.stringify(text).replace(invisible, (char) =>
		Array.from({ length: char.length }, (_, index) => unicode(char.charCodeAt(index), 4)).join(''),
	);
}

/** Go and Python: a character beyond U+FFFF has eight digits. */
export function goString(text: string): string {
	return JSON.stringify(text).replace(invisible, (char) => {
		const code = char.codePointAt(0) ?? 0;
		return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : unicode(code, 4);
	});
}

/** A Rust string literal: digits in braces. */
export function rustString(text: string): string {
	const escaped = text
		.replace(/[\\"]/g, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t')
		.replace(invisible, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
	return `"${escaped}"`;
}

function unicode(code: number, digits: number): string {
	return `\\u${code.toString(16).padStart(digits, '0')}`;
}
