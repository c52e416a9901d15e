/** Everything that can be read in a text or a file, each block on its own. Never throws: faults are data. */
import { PkiError } from '../common/errors.js';
import { asBuffer, tags } from './der.js';
import { type Content, isKnownLabel, readDer, readLabelled } from './kinds.js';
import type { BlockPosition, DecodedBlock } from './model.js';
import { countLines, framePem, lineOfByte, type PemBlock } from './pem.js';

/** Bytes of a file, or UTF-16 units of a text. */
export const maximumInputSize = 16 * 1024 * 1024;

/**
 * Decodes PEM with any number of blocks, DER of any kind (also as bare base64), or a PKCS #7 bundle, each certificate
 * of which becomes a block at the bundle's place. A text without any of these has no blocks; bytes that are neither
 * text nor DER are one block with the error `notDer`; larger input than 16 MiB is one with `tooLarge`.
 */
export function decode(input: string | Uint8Array): DecodedBlock[] {
	return [...decodeBlocks(input)];
}

export interface SliceOptions {
	readonly signal?: AbortSignal;
	/** Called at every pause with the number of blocks read so far. */
	readonly onYield?: (blocks: number) => void;
}

const sliceMs = 15;

/**
 * The same, with a pause for the event loop every 15 ms: for whole files. Rejects with a `PkiError` of code
 * `cancelled` when `signal` is aborted.
 */
export async function decodeInSlices(
	input: string | Uint8Array,
	{ signal, onYield }: SliceOptions = {},
): Promise<DecodedBlock[]> {
	const blocks: DecodedBlock[] = [];
	let sliceEnd = performance.now() + sliceMs;
	for (const block of decodeBlocks(input)) {
		blocks.push(block);
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

/** The same, block by block. */
export function* decodeBlocks(
	input: string | Uint8Array,
): Generator<DecodedBlock, void, undefined> {
	if (input.length > maximumInputSize) {
		const error = { code: 'tooLarge', line: 0, args: { limit: maximumInputSize } };
		yield { ...wholeInput(input), error };
		return;
	}
	const text = textOf(input);
	if (text !== undefined) {
		yield* decodeText(text);
	} else if (typeof input !== 'string' && isDer(asBuffer(input))) {
		yield* placed(readDer(input), wholeInput(input));
	} else {
		yield { ...wholeInput(input), error: { code: 'notDer', line: 0 } };
	}
}

function wholeInput(input: string | Uint8Array): BlockPosition {
	return { line: 0, endLine: 0, start: 0, end: input.length, label: 'DER' };
}

function* decodeText(text: string): Generator<DecodedBlock, void, undefined> {
	let found = false;
	for (const pem of framePem(text)) {
		found = true;
		yield* pemContents(pem, text);
	}
	if (!found) {
		yield* bareBase64(text);
	}
}

function pemContents(pem: PemBlock, text: string): DecodedBlock[] {
	const { line, endLine, start, end, label } = pem;
	const position = { line, endLine, start, end, label };
	if (pem.error !== undefined) {
		// A block of another kind need not hold base64: PGP's ends with a checksum.
		const isForeign = pem.error.code === 'badBase64' && !isKnownLabel(label);
		const error = isForeign ? { code: 'unknownLabel', line, args: { label } } : pem.error;
		return [{ ...position, error }];
	}
	return placed(readLabelled(label, pem.headers, pem.der), position, text);
}

function placed(
	contents: readonly Content[],
	position: BlockPosition,
	text?: string,
): DecodedBlock[] {
	return contents.map((content) => {
		if (content.fault === undefined) {
			return { ...position, facts: content.facts, der: content.der };
		}
		const { code, args } = content.fault;
		const line = text === undefined ? position.line : faultLine(text, position, content.fault);
		return { ...position, error: { code, line, ...(args === undefined ? {} : { args }) } };
	});
}

/** The line of the byte at which reading failed; for data that ends too early the END line. */
function faultLine(
	text: string,
	position: BlockPosition,
	{ code, args }: { code: string; args?: Readonly<Record<string, string | number>> },
): number {
	const offset = args?.['offset'];
	if (typeof offset !== 'number') {
		return position.line;
	}
	const isCutOff = code === 'truncated' && offset === 0;
	return isCutOff ? position.endLine : lineOfByte(text, position, offset);
}

/** A selection or clipboard with nothing but base64: of DER, or of a PEM text (as in Kubernetes secrets). */
function* bareBase64(text: string): Generator<DecodedBlock, void, undefined> {
	const trimmed = text.trim();
	if (!/^(MI|MC|MF|MH|ME|MG|LS0tLS1)/.test(trimmed) || /[^A-Za-z0-9+/=\s]/.test(trimmed)) {
		return;
	}
	const bytes = Buffer.from(trimmed, 'base64');
	const position = { ...wholeInput(text), endLine: countLines(text) };
	if (trimmed.startsWith('M')) {
		const contents = readDer(bytes);
		yield* contents.some(({ fault }) => fault === undefined) ? placed(contents, position) : [];
		return;
	}
	for (const pem of framePem(bytes.toString('latin1'))) {
		for (const block of pemContents(pem, '')) {
			const { label } = pem;
			yield block.error === undefined
				? { ...block, ...position, label }
				: { ...position, label, error: { ...block.error, line: 0 } };
		}
	}
}

/** Starts as a SEQUENCE, and is one to its end or is no text. */
function isDer(bytes: Buffer): boolean {
	if (bytes[0] !== tags.sequence) {
		return false;
	}
	const head = bytes.subarray(0, 64);
	return head.some((octet) => octet === 0 || octet > 0x7e) || bytes.length < 8;
}

/** The text that the blocks' lines and offsets count in: UTF-8, or UTF-16 by its mark; undefined for DER and the like. */
export function textOf(input: string | Uint8Array): string | undefined {
	if (typeof input === 'string') {
		return input;
	}
	const bytes = asBuffer(input);
	if (isDer(bytes)) {
		return undefined;
	}
	const mark = bytes.subarray(0, 2).toString('hex');
	if (mark === 'fffe') {
		return bytes.toString('utf16le');
	}
	if (mark === 'feff') {
		return Buffer.from(bytes.subarray(0, bytes.length & ~1))
			.swap16()
			.toString('utf16le');
	}
	const text = bytes.includes('-----BEGIN ') || !bytes.subarray(0, 4096).includes(0);
	return text ? bytes.toString('utf8') : undefined;
}
