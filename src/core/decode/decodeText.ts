/** Blocks in a text: PEM, PEM and DER in base64, JWKs, and base64 alone. */
import { type Base64Run, scanBase64 } from '../find/base64.js';
import { jwkBlocks } from './jwk.js';
import type { ReadContent } from '../x509/content.js';
import { placed, severalNote, severalObjects, withNote } from './contents.js';
import { isKnownLabel, readLabelled, readUnlabelled } from './kinds.js';
import { findJwks } from '../find/jwk/findJwks.js';
import { lineBefore } from '../find/lines.js';
import { type Gap, LinedText, type LooseBlock } from '../find/linedText.js';
import { frameLoosely } from '../find/loosePem.js';
import { containerOf } from '../x509/containers/containerOf.js';
import type { BlockNote, BlockPosition, DecodedBlock } from '../x509/block.js';
import { lineOfByte } from '../find/pem.js';
import { RestPoints } from '../find/restPoints.js';
import { begin, dashes, derText, end, looksLikeMarker } from '../find/pemMarkers.js';

/** Blocks; now and then nothing, so that the caller can pause. */
export type Steps = Generator<DecodedBlock | undefined, void, undefined>;

/** PEM in base64 in base64 is met; more is not. */
const deepest = 2;

/** A place with blocks, which are not read yet. */
export interface Place {
	/** UTF-16 offsets; each block begins and ends there, those of a JWK within. */
	readonly start: number;
	readonly end: number;
	/** Framed by BEGIN or END; else base64 or a JWK in a gap between those. */
	readonly isPem: boolean;
	/** What is found behind it, and that it is found, depends on nothing before it. */
	readonly isAnchor: boolean;
	/** Holds nothing: what is found behind it depends on nothing before it. */
	readonly isRest?: true;
	/** Reads them; perhaps there is none. Certificates in PEM are read by `readCertificate`. */
	blocks(readCertificate?: ReadContent): Iterable<DecodedBlock | undefined>;
}

/** Every block of a text, in its order. */
export function* decodeText(text: string, depth = 0, readCertificate?: ReadContent): Steps {
	const lined = new LinedText(text);
	let found = false;
	for (const place of findPlaces(lined, { depth })) {
		if (place === undefined || place.isRest) {
			yield undefined;
			continue;
		}
		for (const block of place.blocks(readCertificate)) {
			found ||= block !== undefined;
			yield block;
		}
	}
	if (!found) yield* shortBase64(lined);
}

/** The places of a text from an anchor's end on, in its order; now and then nothing. */
export function* findPlaces(
	lined: LinedText,
	{ from = 0, depth = 0 }: { readonly from?: number; readonly depth?: number } = {},
): Generator<Place | undefined, void, undefined> {
	for (const item of frameLoosely(lined, from)) {
		if (item === undefined) yield undefined;
		else if ('gap' in item) yield* findInGap(lined, item, depth);
		else {
			const { start, end: stop, anchor: isAnchor = false } = item;
			yield {
				start,
				end: stop,
				isPem: true,
				isAnchor,
				blocks: (readCertificate) => pemContents(item, lined.text, readCertificate),
			};
		}
	}
}

/** JWKs and base64 that stand between the blocks; now and then nothing, or a place to rest. */
export function* findInGap(
	lined: LinedText,
	{ start, end: stop }: Pick<Gap, 'start' | 'end'>,
	depth = 0,
	rests = new RestPoints(start),
): Generator<Place | undefined, void, undefined> {
	let position = start;
	for (const object of findJwks(lined.text, start, stop)) {
		if (object === undefined) {
			yield undefined;
			continue;
		}
		yield* findBase64Places(lined, { start: position, end: object.start }, depth, rests);
		yield {
			start: object.start,
			end: object.end,
			isPem: false,
			isAnchor: false,
			blocks: () => jwkBlocks(lined, object, blocksInside(lined, object, depth)),
		};
		position = object.end;
	}
	yield* findBase64Places(lined, { start: position, end: stop }, depth, rests);
}

function restAt(offset: number): Place {
	return {
		...{ start: offset, end: offset, isPem: false, isAnchor: false, isRest: true },
		blocks: () => [],
	};
}

function blocksInside(lined: LinedText, span: Pick<Gap, 'start' | 'end'>, depth: number) {
	return [...findBase64Places(lined, span, depth)]
		.flatMap((place) => [...place.blocks()])
		.filter((block) => block !== undefined);
}

function* findBase64Places(
	lined: LinedText,
	{ start, end: stop }: Pick<Gap, 'start' | 'end'>,
	depth: number,
	rests?: RestPoints,
): Generator<Place, void, undefined> {
	for (const run of scanBase64(lined.text, start, stop, rests)) {
		if (typeof run === 'number') {
			yield restAt(run);
			continue;
		}
		if (run.holds === 'pem' && depth >= deepest) continue;
		yield {
			start: run.start,
			end: run.end,
			isPem: false,
			isAnchor: false,
			blocks: () => (run.holds === 'pem' ? pemRun(lined, run, depth) : derRun(lined, run)),
		};
	}
}

/** Escapes and quotes where nothing could be read. */
const looksEscaped = /\\[nru]|%0[AaDd]|["'`][ \t]*(?:[,+][ \t]*)?[\r\n]/;

function pemContents(pem: LooseBlock, text: string, readCertificate?: ReadContent): DecodedBlock[] {
	const { line, endLine, start, end: stop, label, note } = pem;
	const isEscaped = pem.error ? looksEscaped.test(text.slice(start, stop)) : pem.escaped;
	const encoding = isEscaped ? 'escaped' : 'pem';
	const position = { line, endLine, start, end: stop, label, encoding } as const;
	if (pem.error !== undefined) {
		// A block of another kind need not hold base64, nor end where it began: PGP's has a checksum, and signed text.
		const isForeign =
			!isKnownLabel(label) && (pem.error.code === 'badBase64' || label.startsWith('PGP '));
		const error = isForeign ? { code: 'unknownLabel', line, args: { label } } : pem.error;
		return withNote([{ ...position, error }], note && completed(note, label));
	}
	const { headers, der, place } = pem;
	const { contents, expected } = readLabelled(label, headers, der, readCertificate);
	const objects = label === trustedLabel ? undefined : severalObjects(der);
	if (objects !== undefined) {
		const [first, ...others] = objects.map((object) => placed(object.contents, position));
		const several = severalNote({ line, start, end: headEnd(position) }, objects);
		return [
			...withNote(first ?? [], note && completed(note, label)),
			...others.flatMap((blocks) => withNote(blocks, several)),
		];
	}
	const blocks = placed(contents, position, ({ code, args }) => {
		const offset = args?.['offset'];
		if (typeof offset !== 'number') return line;
		// Data that end too early end at the END line.
		return code === 'truncated' && offset === 0 ? endLine : lineOfByte(text, line, place, offset);
	});
	return withNote(
		blocks,
		note ? completed(note, expected ?? label) : labelNote(position, expected),
	);
}

const trustedLabel = 'TRUSTED CERTIFICATE';

function labelNote(position: BlockPosition, expected: string | undefined): BlockNote | undefined {
	if (expected === undefined) return undefined;
	const { line, start, label } = position;
	return { code: 'wrongLabel', line, start, end: headEnd(position), args: { label, expected } };
}

function headEnd({ start, end: stop, label }: BlockPosition): number {
	return Math.min(stop, start + begin.length + label.length + dashes.length);
}

/** Adds what the line, or the label, should be. */
function completed(note: BlockNote, label: string): BlockNote {
	switch (note.code) {
		case 'spoiltBegin':
			return { ...note, args: { ...note.args, expected: `${begin}${label}${dashes}` } };
		case 'spoiltEnd':
			return { ...note, args: { ...note.args, expected: `${end}${label}${dashes}` } };
		case 'labelMismatch':
			return { ...note, args: { ...note.args, expected: label } };
		default:
			return note;
	}
}

/** PEM in base64, as in Kubernetes Secrets: each block stands where the base64 does. */
function* pemRun(lined: LinedText, run: Base64Run, depth: number): Steps {
	const place = { ...lined.place(run.start, run.end), encoding: 'base64Pem' as const };
	const { line, start, end: stop } = place;
	for (const block of decodeText(run.bytes.toString('utf8'), depth + 1)) {
		if (block === undefined) continue;
		const note = block.note && { note: { ...block.note, line, start, end: stop } };
		yield block.error === undefined
			? { ...block, ...place, ...note }
			: { ...block, ...place, ...note, error: { ...block.error, line } };
	}
}

function* derRun(lined: LinedText, run: Base64Run): Steps {
	const encoding = 'base64Der' as const;
	const position = { ...lined.place(run.start, run.end), label: 'DER', encoding };
	const keystore = containerOf(run.bytes);
	if (keystore !== undefined) {
		const container = keystore === 'jceks' ? {} : { container: keystore };
		yield { ...position, ...container, error: { code: keystore, line: position.line } };
		return;
	}
	const objects = severalObjects(run.bytes) ?? [readUnlabelled(run.bytes)];
	const [first] = objects;
	if (first === undefined) return;
	const blocks = objects.flatMap((object) => placed(object?.contents ?? [], position));
	yield* withNote(blocks, bareNote(lined, position, first.expected ?? ''));
}

/** Base64 on lines of its own is meant as PEM; behind a key, or in an element, it is what its format asks for. */
function bareNote(
	{ text }: LinedText,
	{ line, start, end: stop }: BlockPosition,
	expected: string,
): BlockNote | undefined {
	const behind = /^[ \t]*(?=[\r\n]|$)/.test(text.slice(stop, stop + 80));
	const before = lineBefore(text, start);
	if (!behind || before.trim() !== '') return undefined;
	const top = start - before.length;
	const aboveEnd = Math.max(0, top - (text.startsWith('\r\n', top - 2) ? 2 : 1));
	const above = lineBefore(text, aboveEnd);
	if (top > 0 && looksLikeMarker(above)) {
		const span = { line: line - 1, start: aboveEnd - above.length, end: aboveEnd };
		return completed({ code: 'spoiltBegin', ...span, args: { fault: 'misspelled' } }, expected);
	}
	return isValueBelow(text.slice(Math.max(0, top - 200), top))
		? undefined
		: { code: 'bareBase64', line, start, end: stop, args: { expected } };
}

/** The tag of an element, or the sign of a YAML block, with the value on the lines below. */
function isValueBelow(above: string): boolean {
	return /[>|][-+\d]{0,2}$/.test(above.trimEnd());
}

/** A selection or clipboard with nothing but the base64 of a small object, such as a public key. */
export function* shortBase64(lined: LinedText): Steps {
	const { text } = lined;
	const trimmed = text.trim();
	if (!derText.test(trimmed) || /[^A-Za-z0-9+/=\s]/.test(trimmed)) return;
	const bytes = Buffer.from(trimmed, 'base64');
	const start = text.indexOf(trimmed);
	const encoding = 'base64Der' as const;
	const position = { ...lined.place(start, start + trimmed.length), label: 'DER', encoding };
	const found = readUnlabelled(bytes);
	if (found === undefined) return;
	const { line, end: stop } = position;
	const args = { expected: found.expected };
	yield* withNote(placed(found.contents, position), {
		code: 'bareBase64',
		line,
		start,
		end: stop,
		args,
	});
}
