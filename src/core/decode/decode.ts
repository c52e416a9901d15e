/** Everything that can be read in a text or a file, each block on its own. Never throws: faults are data. */
import { PkiError } from '../common/errors.js';
import { asBuffer, tags } from '../x509/asn1/der.js';
import { sequenceEnds } from '../x509/asn1/sequence.js';
import { certificateForIndex, type ReadContent } from '../x509/content.js';
import { containerOf } from '../x509/containers/containerOf.js';
import { listContainer, lockedBlock } from '../x509/containers/listContainer.js';
import { readDer } from './kinds.js';
import type { DecodedBlock, EncodedPosition, IndexedBlock } from '../x509/block.js';
import { decodeText, type Steps } from './decodeText.js';
import { placed, severalNote, severalObjects, withNote } from './contents.js';

/** Bytes of a file, or UTF-16 units of a text. */
export const maximumInputSize = 16 * 1024 * 1024;

/**
 * Decodes PEM with any number of blocks, DER of any kind (also as bare base64), or a PKCS #7 bundle, each certificate
 * of which becomes a block at the bundle's place. Of key stores (PKCS #12, JKS) the entries that need no password, see
 * `listContainer`. A text without any of these has no blocks; bytes that are neither text nor DER are one block with the
 * error `notDer`; larger input than 16 MiB is one with `tooLarge`.
 */
export function decode(input: string | Uint8Array): DecodedBlock[] {
	return [...decodeBlocks(input)].filter((block) => block !== undefined);
}

/** The same of a text, for an index: of a certificate in PEM only what an index keeps. */
export function decodeForIndex(text: string): IndexedBlock[] {
	return [...decodeBlocks(text, certificateForIndex)].filter((block) => block !== undefined);
}

export interface SliceOptions {
	readonly signal?: AbortSignal;
	/** Called at every pause with the number of blocks read so far. */
	readonly onYield?: (blocks: number) => void;
	/** Of a key store, for all of its entries. */
	readonly password?: string | undefined;
}

const sliceMs = 15;

/**
 * The same, with a pause for the event loop every 15 ms: for whole files. Rejects with a `PkiError` of code
 * `cancelled` when `signal` is aborted and, where a key store has another password, as `openContainer`.
 */
export async function decodeInSlices(
	input: string | Uint8Array,
	{ signal, onYield, password }: SliceOptions = {},
): Promise<DecodedBlock[]> {
	if (password !== undefined && typeof input !== 'string' && containerOf(input) !== undefined) {
		return openBlocks(input, password, signal);
	}
	const blocks: DecodedBlock[] = [];
	let sliceEnd = performance.now() + sliceMs;
	for (const block of decodeBlocks(input)) {
		if (block) blocks.push(block);
		if (performance.now() > sliceEnd) {
			onYield?.(blocks.length);
			await new Promise((resolve) => setImmediate(resolve));
			sliceEnd = performance.now() + sliceMs;
		}
		if (signal?.aborted === true) {
			throw new PkiError('cancelled');
		}
	}
	return blocks;
}

/** All entries of a key store, and an error where a key has a password of its own. */
async function openBlocks(
	input: Uint8Array,
	password: string,
	signal: AbortSignal | undefined,
): Promise<DecodedBlock[]> {
	const { openContainer } = await import('../x509/containers/openContainer.js');
	const opened = await openContainer(input, { password, ...(signal && { signal }) });
	const { kind, blocks, locked } = opened;
	const rest = { entries: locked.join(', '), count: locked.length };
	return [...blocks, ...(locked.length > 0 ? [lockedBlock(kind, input.length, rest)] : [])];
}

/** The same, block by block. */
function* decodeBlocks(input: string | Uint8Array, readCertificate?: ReadContent): Steps {
	if (input.length > maximumInputSize) {
		const error = { code: 'tooLarge', line: 0, args: { limit: maximumInputSize } };
		yield { ...wholeInput(input), error };
		return;
	}
	const bytes = typeof input === 'string' ? undefined : asBuffer(input);
	const container = bytes && containerOf(bytes);
	const text = textOf(input);
	if (bytes && container) {
		yield* listContainer(bytes, container);
	} else if (text !== undefined) {
		yield* decodeText(text, 0, readCertificate);
	} else if (bytes && isDer(bytes)) {
		yield* binaryContents(bytes);
	} else {
		yield { ...wholeInput(input), error: { code: 'notDer', line: 0 } };
	}
}

function wholeInput(input: string | Uint8Array): EncodedPosition {
	const encoding = typeof input === 'string' ? 'pem' : 'der';
	return { line: 0, endLine: 0, start: 0, end: input.length, label: 'DER', encoding };
}

/** DER: one object, or several one after the other. */
function* binaryContents(bytes: Buffer): Steps {
	const objects = severalObjects(bytes);
	if (objects === undefined) {
		yield* placed(readDer(bytes), wholeInput(bytes));
		return;
	}
	for (const [index, { contents, start, end }] of objects.entries()) {
		const blocks = placed(contents, { ...wholeInput(bytes), start, end });
		yield* index === 0 ? blocks : withNote(blocks, severalNote({ line: 0, start, end }, objects));
	}
}

/** Starts as a SEQUENCE, and is no text; one that begins with `0` may have other letters than ASCII above its PEM. */
function isDer(bytes: Buffer): boolean {
	if (bytes[0] !== tags.sequence) return false;
	const head = bytes.subarray(0, 64);
	const isText = !head.some((octet) => octet === 0 || octet > 0x7e) && bytes.length >= 8;
	return !isText && (sequenceEnds(bytes) !== undefined || !bytes.includes('-----BEGIN '));
}

/** The text that the blocks' lines and offsets count in: UTF-8, or UTF-16 with or without its mark; undefined for DER and the like. */
export function textOf(input: string | Uint8Array): string | undefined {
	if (typeof input === 'string') {
		return input;
	}
	const bytes = asBuffer(input);
	if (isDer(bytes) || containerOf(bytes) !== undefined) {
		return undefined;
	}
	switch (utf16Of(bytes)) {
		case 'little':
			return bytes.toString('utf16le');
		case 'big':
			return Buffer.from(bytes.subarray(0, bytes.length & ~1))
				.swap16()
				.toString('utf16le');
		case undefined: {
			const text = bytes.includes('-----BEGIN ') || !bytes.subarray(0, 4096).includes(0);
			return text ? bytes.toString('utf8') : undefined;
		}
	}
}

/** Whether a file's text is UTF-16, which programs that read bytes do not understand. */
export function isUtf16(input: string | Uint8Array): boolean {
	if (typeof input === 'string') return false;
	const bytes = asBuffer(input);
	return !isDer(bytes) && utf16Of(bytes) !== undefined;
}

/** By its mark; without one by the zeros that every other byte of Western text is. */
function utf16Of(bytes: Buffer): 'little' | 'big' | undefined {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return 'little';
	if (first === 0xfe && second === 0xff) return 'big';
	const head = bytes.subarray(0, 1024);
	if (!head.includes(0)) return undefined;
	const zeros = [0, 0];
	head.forEach((byte, index) => {
		if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
	});
	const [even = 0, odd = 0] = zeros;
	const most = Math.floor(head.length / 2) * 0.9;
	if (head.length < 4) return undefined;
	if (odd > most && even === 0) return 'little';
	return even > most && odd === 0 ? 'big' : undefined;
}
