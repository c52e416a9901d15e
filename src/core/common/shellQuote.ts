import { hiddenCharacters } from './hiddenCharacters.js';

const hidden = new RegExp(`[${hiddenCharacters}]`, 'u');

/** For the shell that the platform's commands are typed into: PowerShell on Windows, else a POSIX shell. */
export function quoteFor(platform: NodeJS.Platform, word: string): string {
	return platform === 'win32' ? powerShellQuote(word) : shellQuote(word);
}

/** PowerShell's: nothing inside is expanded; typographic quotes end a string as well. */
export function powerShellQuote(text: string): string {
	return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}

/**
 * A word for a POSIX shell. Control characters are written in octal: pasted as they are, a terminal would act on them
 * before the shell sees the quotes. So are those that nobody sees or that turn the direction of what stands behind them.
 */
export function shellQuote(word: string): string {
	if (/^[\w@%+=:,./-]+$/.test(word)) return word;
	if (!hidden.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
	const escaped = Array.from(word, (character) => {
		if (character === '\\') return '\\\\';
		// In double quotes these would be expanded, and `!` recalls history.
		if (!hidden.test(character) && !/["'`$!]/.test(character)) return character;
		return [...Buffer.from(character)]
			.map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`)
			.join('');
	}).join('');
	return `"$(printf %b '${escaped}')"`;
}
