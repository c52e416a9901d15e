/**
 * Finds base64 in a text by what it holds, never by the key it stands under: Kubernetes Secrets, kubeconfigs, `caBundle`,
 * JSON. Time is linear in the text.
 */
import { base64Line, hasBase64At, type Piece, plainEnd, runStart } from './base64Line.js';
import { encodedJwk, nestedMarkers } from './markers.js';
import { RestPoints } from './restPoints.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';

export interface Base64Run {
	/** UTF-16 offsets into the text; padding included, quotes and indentation not. */
	readonly start: number;
	readonly end: number;
	readonly encoding: 'base64' | 'base64url';
	/**
	 * A text with PEM or a JWK in it, perhaps in base64 once more; bytes that begin as a DER SEQUENCE of their length, or as
	 * Java's keystores do.
	 */
	readonly holds: 'pem' | 'der' | 'keystore';
	readonly bytes: Buffer;
}

/** No certificate, request or CRL is shorter, and no key in PEM. */
const shortestRun = 100;
/** Wrapped base64 has 64 or 76 characters a line; every place of so many characters is looked at. */
const shortestLine = 40;
/** Such a line has so many characters of the alphabet at least; padding makes up the rest. */
const step = shortestLine - 2;
const widestLine = 200;

/** The runs of base64 of at least 100 characters between two offsets that hold PEM or DER, in the text's order. */
export function* findBase64(
	text: string,
	from = 0,
	to = text.length,
): Generator<Base64Run, void, undefined> {
	for (const found of scanBase64(text, from, to)) if (typeof found !== 'number') yield found;
}

/**
 * The same, and among them offsets as `rests` chooses them: what is found behind such a one does not depend on what stands
 * before it.
 */
export function* scanBase64(
	text: string,
	from: number,
	to: number,
	rests = new RestPoints(from),
): Generator<Base64Run | number, void, undefined> {
	let behind = from;
	// A line of that length has a character at one of these places.
	for (let probe = from; probe < to; probe += step) {
		if (probe < behind) continue;
		if (!hasBase64At(text, probe)) {
			if (probe >= rests.next) yield* rests.between(behind, probe);
			continue;
		}
		const start = runStart(text, probe, behind);
		if (start >= rests.next) yield* rests.between(behind, start);
		behind = plainEnd(text, start, to);
		// Words of a text are passed at once.
		if (behind - start < step && !/[\\%=]/.test(text.charAt(behind))) continue;
		const first = base64Line(text, start, to);
		behind = Math.max(behind, first.end);
		if (first.end - start < shortestLine || !isPlausible(first.pieces)) continue;
		const lines = wrappedLines(text, start, to);
		behind = lines.end;
		const run = lines.end - start < shortestRun ? undefined : runOf(lines.pieces, start, lines.end);
		if (run !== undefined) yield run;
	}
}

/** Where the base64 of a run stands that one of its bytes begins in; undefined where there is no such byte. */
export function offsetInRun(
	text: string,
	{ start, end }: Pick<Base64Run, 'start' | 'end'>,
	byte: number,
): number | undefined {
	let character = Math.floor((byte * 8) / 6);
	for (const { text: written, at } of wrappedLines(text, start, end).pieces) {
		if (character < written.length) return at + character;
		character -= written.length;
	}
	return undefined;
}

/** How Java's keystores begin: `FEEDFEED 00000002`, `CECECECE 00000002`. */
const keystoreHead = /^(?:[/_]u3[+-]7Q|zs7Ozg)AAAAIAAA/;

/** Begins as a SEQUENCE or a keystore does, or as text: a path or a hash above base64 is no part of it. */
function isPlausible(pieces: readonly Piece[]): boolean {
	const head = pieces
		.slice(0, 40)
		.map(({ text }) => text)
		.join('')
		.slice(0, 40);
	if (/^M[A-P]/.test(head) || keystoreHead.test(head)) return true;
	const text = Buffer.from(head, 'base64').toString('utf8');
	// The last character may be cut off.
	return !/[^\t\n\r -~\u00a0-\ufffc\ufeff]/.test(text.slice(0, -3));
}

/** A real or escaped line end, also between two string literals. */
const lineBreak =
	/(?:(?:\\+r)?\\+n|%0[Aa]|[ \t]*(?:&#13;|&#x[Dd];)?\\?(?:\r\n|\n|\r)|(?:(?:\\r)?\\n)?["'][ \t]*(?:[+.&][ \t]*)?[\\_]?(?:\r\n|\n|\r)[ \t]*["'])[ \t]*/y;

/**
 * The first line, and those below that continue it: base64 alone, none longer than the one before, a shorter one the
 * last. The first may stand behind a key, so its length says nothing.
 */
function wrappedLines(
	text: string,
	start: number,
	to: number,
): { readonly pieces: readonly Piece[]; readonly end: number } {
	const first = base64Line(text, start, to);
	const pieces = [...first.pieces];
	let { end, padded } = first;
	let width = widestLine;
	for (let count = 1; end - start <= widestLine * count && !padded; count += 1) {
		const plain = count > 1 ? plainLine(text, end, width, to) : undefined;
		if (plain) {
			pieces.push(plain);
			end = plain.at + width;
			continue;
		}
		lineBreak.lastIndex = end;
		if (!lineBreak.test(text)) break;
		const next = lineBreak.lastIndex;
		const line = base64Line(text, next, Math.min(to, next + width + 1));
		const length = line.end - next;
		if (length === 0 || length > width || !endsLine(text, line.end, to)) break;
		if (/^-*$/.test(text.slice(next, line.end))) break;
		for (const piece of line.pieces) pieces.push(piece);
		({ end, padded } = line);
		if ((count > 1 && length < width) || length < shortestLine) break;
		width = length;
	}
	return { pieces, end };
}

/** Of a long value most lines are like the one above: as wide, and nothing but base64. */
function plainLine(text: string, end: number, width: number, to: number): Piece | undefined {
	const at = end + 1;
	const stop = at + width;
	const isLine =
		text.charCodeAt(end) === lineFeed && stop < to && text.charCodeAt(stop) === lineFeed;
	return isLine && text.charAt(at) !== '-' && plainEnd(text, at, stop) === stop
		? { text: text.slice(at, stop), at }
		: undefined;
}

const lineFeed = 10;

function endsLine(text: string, at: number, to: number): boolean {
	return at >= to || /[\s"'\\,`<&%]/.test(text.charAt(at));
}

function isDer(bytes: Buffer): boolean {
	return bytes[0] === 0x30 && sequenceEnds(bytes) !== undefined;
}

function runOf(pieces: readonly Piece[], start: number, end: number): Base64Run | undefined {
	const content = pieces.map(({ text }) => text).join('');
	const isUrl = /[-_]/.test(content);
	const bytes = Buffer.from(content, 'base64');
	const holds = heldBy(bytes, pieces, content);
	if (holds === undefined) return undefined;
	return { start, end, encoding: isUrl ? 'base64url' : 'base64', holds, bytes };
}

function heldBy(
	bytes: Buffer,
	pieces: readonly Piece[],
	content: string,
): Base64Run['holds'] | undefined {
	if (holdsPem(bytes, pieces, content)) return 'pem';
	if (isDer(bytes)) return 'der';
	return keystoreHead.test(content) ? 'keystore' : undefined;
}

/** `LS0t` begins the base64 of PEM, which stands in `bytes` then; JWKs stand there as JSON. */
function holdsPem(bytes: Buffer, pieces: readonly Piece[], content: string): boolean {
	if (bytes.includes('-----BEGIN ')) return true;
	// As the scan for markers sees it, which looks at each line.
	const has = (markers: readonly string[]) =>
		markers.some(
			(marker) => content.includes(marker) && pieces.some(({ text }) => text.includes(marker)),
		);
	return (has(nestedMarkers) && bytes.includes('LS0t')) || has(encodedJwk);
}
