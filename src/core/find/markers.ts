/**
 * Whether a text may hold blocks at all. It is asked of every document, so it imports nothing, passes a text once a marker
 * and stops at the first. What it lets pass may hold none; what it stops holds none.
 */

/** BEGIN and END lines as they should be; in URLs the blank behind the word is something else. */
const exact = ['-----BEGIN', '-----END'] as const;

/**
 * Base64 of `-----BEGIN `: it begins at one of three places of four characters. `LS0t` stands in the first half of each;
 * where base64 is wrapped inside that half, the other one is whole.
 */
const encoded = ['LS0t', 'CRUdJTi', 'kVHSU4g', 'JFR0lOI'] as const;

/** `LS0t` in base64 once more, as in a kubeconfig inside a Secret; it too begins at one of three places. */
export const nestedMarkers = ['TFMwd', 'xTMH', 'MUzB0'] as const;

/** OpenSSH's own format, behind a spoilt BEGIN. */
export const opensshMarker = 'b3BlbnNzaC1rZXk';

/** `"kty":` of JSON in base64 begins at one of three places too; each of these stands within it. */
export const encodedJwk = ['a3R5Ij', 't0eSI6', 'rdHkiO'] as const;

/** In base64 the bytes 4 to 10 of Java's keystores, whose version is 2: `FEEDFEED 00000002`, `CECECECE 00000002`. */
const keystores = ['7QAAAAIAAA', 'zgAAAAIAAA'] as const;

/** The name of a JWK's member that says its type. */
const jwkMember = 'kty';

/** That member with a type whose keys are shown, on one line, in quotes or escaped ones or none. */
export const jwkType =
	/(?<![\w-])kty\\{0,7}["'`]?[ \t]{0,20}[:=][ \t]{0,20}\\{0,7}["'`]?(?:RSA|EC|OKP)(?![\w-])/;

/** For measuring: what is looked for with `indexOf`. `M` begins the base64 of every SEQUENCE. */
export const blockMarkers: readonly string[] = [
	...exact,
	...encoded,
	...nestedMarkers,
	opensshMarker,
	...encodedJwk,
	...keystores,
	jwkMember,
	'M',
];

/** Those that need nothing else beside them. */
export const certainMarkers: readonly string[] = [
	...exact,
	...encoded,
	...nestedMarkers,
	...encodedJwk,
	...keystores,
];

/** A search looks for the first character, and small letters stand everywhere; what is left of a marker says enough. */
const sought = certainMarkers.map((marker) => marker.replace(/^[a-z](?=[A-Z\d].{4})/, ''));

/** Whether the type of a JWK stands in a text. */
export function mayHoldJwk(text: string): boolean {
	return text.includes(jwkMember) && jwkType.test(text);
}

/** Shorter base64 of DER counts only beside a BEGIN or END, however spoilt, or at the start of a text. */
const shortestDer = 38;
const shortestBody = 10;

/**
 * False means that decoding finds no block in this text. A text of a document that changed: where this was false, look at
 * `mayAddBlocks` of the changed lines first.
 */
export function mayHoldBlocks(text: string): boolean {
	if (sought.some((marker) => text.includes(marker)) || mayHoldJwk(text)) return true;
	const der = longestDer(text);
	if (der === 'long') return true;
	return (der === 'short' || text.includes(opensshMarker)) && (startsAsDer(text) || hasWord(text));
}

/**
 * Whether a change may have brought blocks into a text for which `mayHoldBlocks` was false: `lines` are those lines of
 * the new text, whole, that the change touched. False means that the text still holds none; true, that it is to be asked
 * again, as each marker stands on one line, but two of them may be needed.
 */
export function mayAddBlocks(lines: string): boolean {
	return (
		[...certainMarkers, opensshMarker].some((marker) => lines.includes(marker)) ||
		longestDer(lines) !== 'none' ||
		mayHoldJwk(lines) ||
		hasWord(lines)
	);
}

/** Base64 that begins as a SEQUENCE does; each character is passed once. */
function longestDer(text: string): 'none' | 'short' | 'long' {
	let best: 'none' | 'short' = 'none';
	for (let at = text.indexOf('M'); at !== -1; at = text.indexOf('M', at + 1)) {
		const second = text.charCodeAt(at + 1);
		if (second < 65 || second > 80) continue;
		const { body, run } = lengthsFrom(text, at);
		if (body >= shortestBody && !isInsideWord(text, at)) best = 'short';
		if (run >= shortestDer && !isInsideRun(text, at)) return 'long';
	}
	return best;
}

/**
 * How many characters of base64 follow, and how many with those of its form for URLs, and with those that begin an escape.
 * It looks no farther than is asked for, so that a hostile text costs no more.
 */
function lengthsFrom(text: string, from: number): { readonly body: number; readonly run: number } {
	let at = from;
	while (at < from + shortestDer && isOfBody(text.charCodeAt(at))) at += 1;
	const body = at - from;
	while (at < from + shortestDer && isAlphabet(text.charCodeAt(at), true)) at += 1;
	return { body, run: at - from };
}

function isInsideRun(text: string, at: number): boolean {
	return isAlphabet(text.charCodeAt(at - 1)) && !followsEscape(text, at);
}

/** The sign before a line may be one of base64: `+`, `//`. */
function isInsideWord(text: string, at: number): boolean {
	return isLetterOrDigit(text.charCodeAt(at - 1)) && !followsEscape(text, at);
}

/** `\n`, `\u000a`, `%0A`: the last characters of an escape are no part of the base64. */
function followsEscape(text: string, at: number): boolean {
	return (
		text.charCodeAt(at - 2) === 92 ||
		text.charCodeAt(at - 3) === 37 ||
		text.startsWith('\\u', at - 6)
	);
}

function startsAsDer(text: string): boolean {
	return /^\s*M[A-P]/.test(text);
}

/** BEGIN or END as a word of its own, in any case. */
function hasWord(text: string): boolean {
	return /(?<![A-Za-z0-9+/])(?:BEGIN|END)/i.test(text);
}

/** `\/` and `%2B` are `/` and `+`. */
function isAlphabet(code: number, orEscape = false): boolean {
	return isOfBody(code) || code === 45 || code === 95 || (orEscape && (code === 92 || code === 37));
}

/** A character of base64, by its code. */
export function isOfBody(code: number): boolean {
	return isLetterOrDigit(code) || code === 47 || code === 43;
}

function isLetterOrDigit(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
