/** The outermost header of DER and BER alone: enough to tell where an object ends (ITU-T X.690, 8.1.3). */
import { tags } from './der.js';

/**
 * Where the SEQUENCE that begins at `start` ends; undefined where none begins there. The end may lie beyond the input
 * (cut off). BER's indefinite length ends with the input.
 */
export function sequenceEnd(bytes: Uint8Array, start = 0): number | undefined {
	if (bytes[start] !== tags.sequence) return undefined;
	const first = bytes[start + 1];
	if (first === undefined) return undefined;
	if (first < 0x80) return start + 2 + first;
	if (first === 0x80) return bytes.length;
	const count = first & 0x7f;
	if (count > 4) return undefined;
	let length = 0;
	for (let index = 0; index < count; index += 1) {
		length = length * 256 + (bytes[start + 2 + index] ?? 0);
	}
	return start + 2 + count + length;
}

/** More objects than any file has. */
const mostObjects = 100_000;

/** Where the SEQUENCEs end of which the input consists; undefined unless they reach exactly to its end. */
export function sequenceEnds(bytes: Uint8Array): readonly number[] | undefined {
	const ends: number[] = [];
	for (let position = 0; position < bytes.length || position === 0;) {
		const end = sequenceEnd(bytes, position);
		if (end === undefined || end > bytes.length || ends.length >= mostObjects) return undefined;
		ends.push(end);
		position = end;
	}
	return ends;
}
