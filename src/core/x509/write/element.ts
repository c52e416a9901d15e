/** One DER element: identifier, definite length, content (X.690, 8.1). */
export function element(tag: number, parts: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(parts);
	const size = content.length;
	const head =
		size < 0x80
			? [tag, size]
			: size < 0x100
				? [tag, 0x81, size]
				: size < 0x10000
					? [tag, 0x82, size >> 8, size & 0xff]
					: [tag, 0x83, size >> 16, (size >> 8) & 0xff, size & 0xff];
	return Buffer.concat([Buffer.from(head), content]);
}
