/** Bytes as debuggers write them down. */

/** Longer lists are no certificate. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The bytes of a value that a debugger shows as numbers (Node's `Buffer` as JSON, Go's `[]uint8 […]`) or as Python's `b'…'`;
 * undefined: it is text. Linear in the text.
 */
export function bytesOfDebugValue(text: string): Uint8Array | undefined {
	return pythonBytes(text.trim()) ?? numberList(text);
}

/** The first list of numbers from 0 to 255 that is long enough for a certificate. */
function numberList(text: string): Uint8Array | undefined {
	const start = text.indexOf('[', text.search(/\[\s*\d/));
	const end = text.indexOf(']', start);
	if (start < 0 || end < 0) return undefined;
	const words = text
		.slice(start + 1, end)
		.split(/[\s,]+/)
		.filter((word) => word !== '');
	const numbers = words.map(Number);
	const isBytes = numbers.every(
		(number) => Number.isInteger(number) && number >= 0 && number < 256,
	);
	return isBytes && numbers.length > 1 && numbers.length <= mostBytes
		? Uint8Array.from(numbers)
		: undefined;
}

const escapes: Readonly<Record<string, number>> = {
	n: 10,
	r: 13,
	t: 9,
	'\\': 92,
	"'": 39,
	'"': 34,
};

/** `b'0\x82\x01…'` */
function pythonBytes(text: string): Uint8Array | undefined {
	const quote = text.charAt(1);
	if (!text.startsWith('b') || !/['"]/.test(quote) || !text.endsWith(quote)) return undefined;
	const bytes: number[] = [];
	for (const [, hex, escape, plain] of text
		.slice(2, -1)
		.matchAll(/\\x([0-9a-f]{2})|\\(.)|([^\\])/gs)) {
		if (hex !== undefined) bytes.push(parseInt(hex, 16));
		else
			bytes.push(
				escape === undefined ? (plain ?? '').charCodeAt(0) & 0xff : (escapes[escape] ?? 0),
			);
	}
	return Uint8Array.from(bytes);
}
