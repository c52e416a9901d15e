/** Base64 written as the base64 that it replaces: its alphabet, its padding, and its lines. */
import { PkiError } from '../common/errors.js';

/** Escaped or real line ends, with what stands before the next line. */
const between = /((?:\\{1,8}r)?\\{1,8}n[ \t]*|[^A-Za-z0-9+/=_-]+)/;

/** What it says, whatever stands between its lines. */
export function bytesOfBase64(text: string): Buffer {
	const lines = text.split(between).filter((_, index) => index % 2 === 0);
	return Buffer.from(lines.join(''), 'base64');
}

/** Throws `unsupported` (`base64Form`) where characters of it are written as escapes. */
export function base64Like(old: string, bytes: Uint8Array): string {
	if (/[%&]|\\(?![rn\\])/.test(old)) {
		throw new PkiError('unsupported', { reason: 'base64Form' });
	}
	const isUrl = /[-_]/.test(old);
	const written = Buffer.from(bytes).toString(isUrl ? 'base64url' : 'base64');
	const isPadded = !isUrl || old.includes('=');
	const content = isPadded ? written.padEnd(Math.ceil(written.length / 4) * 4, '=') : written;
	const [first = '', separator, second] = old.split(between);
	if (separator === undefined || second === undefined) return content;
	const lines = [content.slice(0, first.length)];
	const width = Math.max(second.length, first.length, 1);
	for (let at = first.length; at < content.length; at += width) {
		lines.push(content.slice(at, at + width));
	}
	return lines.join(separator);
}
