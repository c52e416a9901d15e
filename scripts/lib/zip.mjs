/** A zip archive, read by its central directory. */
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * @param {string} file
 * @returns {Promise<string[]>} The names of what it holds.
 */
export async function listZip(file) {
	return entriesOf(await readFile(file), file).map(({ name }) => name);
}

/**
 * @param {string} file
 * @param {string} name
 * @returns {Promise<string>} The text of one entry.
 */
export async function readZip(file, name) {
	const bytes = await readFile(file);
	const entry = entriesOf(bytes, file).find((each) => each.name === name);
	if (!entry) throw new Error(`${file} has no ${name}.`);
	const { offset, size, isDeflated } = entry;
	const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
	const content = bytes.subarray(start, start + size);
	return (isDeflated ? inflateRawSync(content) : content).toString('utf8');
}

/**
 * @param {Buffer} bytes
 * @param {string} file For messages.
 * @returns {{ name: string, offset: number, size: number, isDeflated: boolean }[]} `size` as packed, in bytes.
 */
function entriesOf(bytes, file) {
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
			offset: bytes.readUInt32LE(offset + 42),
			size: bytes.readUInt32LE(offset + 20),
			isDeflated: bytes.readUInt16LE(offset + 10) === 8,
		});
		offset += 46 + nameLength + rest;
	}
	return entries;
}
