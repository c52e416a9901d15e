import { lineAfter } from '../../find/lines.js';
import type { FileInput, Replacement, RuleBlock } from '../rule.js';
import { lineFormOf, wellWritten } from './placeOfBlock.js';

/**
 * Puts a certificate behind a block, in the block's own form. Undefined where the block is not PEM, is damaged, or is split
 * over string literals.
 */
export function insertCertificate(
	file: FileInput,
	block: RuleBlock,
	der: Uint8Array,
): Replacement | undefined {
	const { text } = file;
	if (text === undefined || block.note || block.error) return undefined;
	if (!text.startsWith('-----BEGIN ', block.start)) return undefined;
	const form = lineFormOf(file, text, block);
	const rest = lineAfter(text, block.end);
	// Behind a block on lines of its own may be nothing else.
	if (!form || (!form.lineBreak.startsWith('\\') && /\w/.test(rest))) return undefined;
	const { lineBreak, prefix } = form;
	const lines = wellWritten({ der, headers: {}, label: 'CERTIFICATE' }, form);
	return { start: block.end, end: block.end, text: lineBreak + prefix + lines };
}
