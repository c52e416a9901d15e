import { severalObjects } from '../../decode/contents.js';
import { lineBefore } from '../../find/lines.js';
import { asBuffer } from '../../x509/asn1/der.js';
import type { FileInput, Replacement, RuleBlock } from '../rule.js';
import { blockFrom, contentOf, lineFormOf, wellWritten, withoutEscapes } from './placeOfBlock.js';

/** Each object of a PEM block gets BEGIN and END lines of its own, with its own label. */
export interface SplitObjects {
	readonly id: 'splitObjects';
}

/** Undefined where something else than the block would be lost. */
export function splitObjects(
	file: FileInput,
	_fix: SplitObjects,
	at: number,
	block = blockFrom(file, at),
): readonly Replacement[] | undefined {
	const { text } = file;
	if (text === undefined || !block || block.label === 'DER') return undefined;
	const content = contentOf(text, block);
	const form = lineFormOf(file, text, block);
	const bytes = content && asBuffer(content.der);
	const objects = bytes && severalObjects(bytes);
	if (!objects || !form || !holdsNothingElse(text, block)) return undefined;
	const written = objects.map(({ start, end, expected = block.label }) =>
		wellWritten({ der: bytes.subarray(start, end), headers: {}, label: expected }, form),
	);
	const { start, end } = block;
	return [{ start, end, text: written.join(form.lineBreak + form.prefix) }];
}

/** BEGIN, base64 and END, with blanks, escapes and what stands before each line. */
function holdsNothingElse(text: string, { start, end }: RuleBlock): boolean {
	const prefix = lineBefore(text, start).trim();
	const lines = withoutEscapes(text.slice(start, end)).split(/(?<!\\)\\+[rn]|[\r\n]+/);
	const bare = lines
		.map((line) => line.trim())
		.map((line) => (prefix !== '' && line.startsWith(prefix) ? line.slice(prefix.length) : line))
		.join('')
		.replace(/\s/g, '');
	return /^-{5}BEGIN[^-]+-{5}[\w+/=]+-{5}END[^-]+-{5}$/.test(bare);
}
