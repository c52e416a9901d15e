/** Writes DER. */

/** The element with this identifier octet and these parts as its content. */
export function derElement(tag: number, parts: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size = length.toString(16);
	const bytes = Buffer.from(size.length % 2 === 0 ? size : `0${size}`, 'hex');
	const head = length < 0x80 ? [tag, length] : [tag, 0x80 + bytes.length, ...bytes];
	return Buffer.concat([Buffer.from(head), content]);
}
