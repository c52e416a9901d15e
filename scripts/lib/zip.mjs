/** The table of contents of a zip archive, read from its central directory. */
import { readFile } from 'node:fs/promises';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * @param {string} file
 * @returns {Promise<{ name: string, size: number }[]>} `size` is the unpacked size in bytes.
 */
export async function listZip(file) {
	const bytes = await readFile(file);
	let end = bytes.length - 22;
	while (end >= 0 && bytes.readUInt32LE(end) !== endSignature) end -= 1;
	if (end < 0) throw new Error(`${file} is not a zip archive.`);
	const count = bytes.readUInt16LE(end + 10);
	let offset = bytes.readUInt32LE(end + 16);
	const entries = [];
	for (let index = 0; index < count; index += 1) {
		if (bytes.readUInt32LE(offset) !== entrySignature) throw new Error(`${file} is damaged.`);
		const nameLength = bytes.readUInt16LE(offset + 28);
		const rest = bytes.readUInt16LE(offset + 30) + bytes.readUInt16LE(offset + 32);
		entries.push({
			name: bytes.toString('utf8', offset + 46, offset + 46 + nameLength),
			size: bytes.readUInt32LE(offset + 24),
		});
		offset += 46 + nameLength + rest;
	}
	return entries;
}
