/** PEM in what is pasted. */
import { framePem, toPem } from '../find/pem.js';
import { pemMarkers } from './pemMarkers.js';

/** More is a bundle of thousands of roots; it is pasted as it is. */
const longest = 1024 * 1024;

/**
 * The PEM that a text consists of, each line without what stood before it, line breaks as LF and one at its end; undefined
 * where there is none, a block of it is damaged, or anything but what programs write around it (RFC 7468, 5.2) stands
 * between the blocks.
 */
export function pemIn(text: string): string | undefined {
	if (text.length > longest || !text.includes(pemMarkers[0])) return undefined;
	const parts: string[] = [];
	let from = 0;
	for (const block of framePem(text)) {
		const around = text.slice(from, block.start);
		if (block.error || !(isBlank(around) || isExplanation(around))) return undefined;
		parts.push(
			linesOf(text.slice(block.start, block.end)) ?? toPem(block.label, block.der, block.headers),
		);
		from = block.end;
	}
	return parts.length > 0 && isBlank(text.slice(from)) ? parts.join('') : undefined;
}

/** The PEM of which a text is the base64; undefined where it is something else. */
export function pemInBase64(text: string): string | undefined {
	const base64 = text.length > longest ? '' : text.replace(/\s+/g, '');
	if (!base64.startsWith(pemMarkers[1]) || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
	return pemIn(Buffer.from(base64, 'base64').toString('utf8'));
}

const heading =
	/^(?:Bag Attributes|Key Attributes|Certificate|Certificate Request|Certificate Revocation List|Certificate chain)\b[^:]{0,20}(?::(?: <[^>]{0,40}>)?)?$/;
const note = /^(?:\s*(?:subject|issuer)\s?[=:]|\s*\d{1,3} s:|\s+[aiv]:|Server certificate$|---$|#)/;

/** What OpenSSL writes before a block, and comments of bundles: never what a file is configured by. */
function isExplanation(text: string): boolean {
	if (text !== '' && !/[\r\n][ \t]*$/.test(text)) return false;
	let isListed = false;
	return text.split(/\r\n|\r|\n/).every((line) => {
		const last = line.trimEnd();
		if (last === '' || note.test(last)) return true;
		if (/^\s/.test(last)) return isListed;
		isListed = heading.test(last);
		return isListed;
	});
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
