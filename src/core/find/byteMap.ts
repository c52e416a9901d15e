/** From the bytes of a block to the text that they were read from. */
import { findBase64, offsetInRun } from './base64.js';
import { lineBefore } from './lines.js';
import { LinedText } from './linedText.js';
import { frameLoosely } from './loosePem.js';
import type { EncodedPosition } from '../x509/block.js';
import { offsetOfByte } from './pemBody.js';

export type MappedBlock = EncodedPosition & { readonly der?: Uint8Array | undefined };

/** PEM in base64 in base64 is met; more is not. */
const deepest = 2;

/**
 * The UTF-16 offset of the base64 that a byte of a block's DER begins in: a character holds six bits, so the one with its
 * first bit. `text` is the one that the block was found in. Where the block was written another way than its DER says, as
 * BER is, the start of the block; undefined where there is no such byte.
 */
export function textOffsetOf(
	text: string,
	block: MappedBlock,
	byteOffset: number,
): number | undefined {
	const { der, encoding, start, end } = block;
	if (der === undefined || byteOffset < 0 || byteOffset >= der.length) return undefined;
	if (encoding === 'der') return start + byteOffset;
	if (encoding === 'base64Der' || encoding === 'base64Pem') {
		return inBase64(text, { start, end, der, byte: byteOffset }, 0) ?? start;
	}
	// What stands before BEGIN on its line may stand before each line.
	const before = lineBefore(text, start).length;
	const around = text.slice(start - before, end);
	const at = inPem(around, { start: before, der, byte: byteOffset });
	return at === undefined ? start : start - before + at;
}

interface Sought {
	readonly der: Uint8Array;
	readonly byte: number;
}

function inPem(
	text: string,
	{ start, der, byte }: Sought & { start?: number },
): number | undefined {
	for (const block of frameLoosely(new LinedText(text))) {
		if (block === undefined || 'gap' in block || block.der === undefined) continue;
		if (start !== undefined && block.start !== start) continue;
		const first = block.der.indexOf(der);
		if (first !== -1) return offsetOfByte(text, block.place, first + byte);
	}
	return undefined;
}

function inBase64(
	text: string,
	{ start, end, der, byte }: Sought & { readonly start: number; readonly end: number },
	depth: number,
): number | undefined {
	for (const run of findBase64(text, start, end)) {
		const first = run.holds === 'der' ? run.bytes.indexOf(der) : -1;
		if (first !== -1) return offsetInRun(text, run, first + byte);
		if (run.holds !== 'pem' || depth >= deepest) continue;
		const inner = run.bytes.toString('utf8');
		const sought = { der, byte };
		const at =
			inPem(inner, sought) ??
			inBase64(inner, { start: 0, end: inner.length, ...sought }, depth + 1);
		if (at !== undefined) return offsetInRun(text, run, Buffer.byteLength(inner.slice(0, at)));
	}
	// Too short to be told from other text, had it not been all of it.
	const run = Buffer.from(text.slice(start, end), 'base64');
	const first = depth === 0 ? run.indexOf(der) : -1;
	return first === -1 ? undefined : offsetInRun(text, { start, end }, first + byte);
}
