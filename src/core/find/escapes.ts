/** How formats write what has a meaning of its own in them: line breaks, and `+`, `/` and `=` of base64. */

export interface Escape {
	/** UTF-16 units. */
	readonly length: number;
	/** A line break, something to pass over, or a character of base64. */
	readonly means: 'line' | 'nothing' | { readonly character: string };
}

const line = (length: number): Escape => ({ length, means: 'line' });
const nothing = (length: number): Escape => ({ length, means: 'nothing' });

/** The escape that begins at an index; undefined where none does. It looks at 8 characters at most. */
export function escapeAt(text: string, index: number): Escape | undefined {
	switch (text.charCodeAt(index)) {
		case 92:
			return backslash(text, index);
		case 37:
			return numbered(/^%([0-9A-Fa-f]{2})/.exec(text.slice(index, index + 3)), 16);
		case 38:
			return entity(text.slice(index, index + 8));
		case 61:
			// Quoted-printable.
			return text.startsWith('=3D', index) ? { length: 3, means: { character: '=' } } : undefined;
		case 96: {
			// PowerShell.
			const next = text.charAt(index + 1);
			return next === 'n' || next === 'r' ? line(2) : undefined;
		}
		default:
			return undefined;
	}
}

/** `\n`, `\r`, `\t`, `\/`, `\u000a`, `\u002B`, `\x0a`, doubled backslashes, and a backslash that ends the line. */
function backslash(text: string, index: number): Escape | undefined {
	switch (text.charAt(index + 1)) {
		case 'n':
		case 'r':
			return line(2);
		case 't':
			return nothing(2);
		case 'u':
			return numbered(/^\\u([0-9A-Fa-f]{4})/.exec(text.slice(index, index + 6)), 16);
		case 'x':
			return numbered(/^\\x([0-9A-Fa-f]{2})/.exec(text.slice(index, index + 4)), 16);
		case '/':
		case '\\':
		case '\n':
		case '\r':
			return nothing(1);
		default:
			return undefined;
	}
}

function entity(text: string): Escape | undefined {
	return (
		numbered(/^&#(\d{1,4});/.exec(text), 10) ??
		numbered(/^&#[xX]([0-9A-Fa-f]{1,4});/.exec(text), 16)
	);
}

function numbered(match: RegExpExecArray | null, radix: number): Escape | undefined {
	if (match === null) return undefined;
	const [{ length }, digits = ''] = match;
	const code = Number.parseInt(digits, radix);
	if (code === 10 || code === 13) return line(length);
	if (code === 9 || code === 32) return nothing(length);
	const character = String.fromCharCode(code);
	return /^[A-Za-z0-9+/=]$/.test(character) ? { length, means: { character } } : undefined;
}
