/** PEM in what is pasted. */
import { framePem, toPem } from '../find/pem.js';

/** More is a bundle of thousands of roots; it is pasted as it is. */
const longest = 1024 * 1024;

/**
 * The PEM that a text consists of, each line without what stood before it, line breaks as LF and one at its end; undefined
 * where there is none, a block of it is damaged, or anything else stands between the blocks.
 */
export function pemIn(text: string): string | undefined {
	if (text.length > longest || !text.includes('-----BEGIN ')) return undefined;
	const parts: string[] = [];
	let from = 0;
	for (const block of framePem(text)) {
		if (block.error || !isBlank(text.slice(from, block.start))) return undefined;
		parts.push(
			linesOf(text.slice(block.start, block.end)) ?? toPem(block.label, block.der, block.headers),
		);
		from = block.end;
	}
	return parts.length > 0 && isBlank(text.slice(from)) ? parts.join('') : undefined;
}

/** Also escaped line breaks, as between blocks of a string. */
function isBlank(text: string): boolean {
	return /^(?:\s|\\n|\\r)*$/.test(text);
}

const plainLine = /^(?:-----(?:BEGIN|END) [A-Z0-9 ]+-----|[A-Za-z0-9+/=]+|[A-Za-z-]+: [ -~]+|)$/;

/** As it stands, where its lines are its own; undefined where signs stand before them, or they are written as escapes. */
function linesOf(block: string): string | undefined {
	const lines = block.split(/\r\n|\r|\n/).map((line) => line.trim());
	if (lines.length < 3 || !lines.every((line) => plainLine.test(line))) return undefined;
	return `${lines.join('\n')}\n`;
}
