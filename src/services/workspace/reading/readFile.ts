/** Reads a file for the index. Blocks the thread that it runs in. */
import { readSync } from 'node:fs';
import { sep } from 'node:path';
import { decode, decodeForIndex, maximumInputSize, textOf } from '../../../core/decode/decode.js';
import { mayHoldBlocks } from '../../../core/find/markers.js';
import { findPathCandidates } from '../../../core/find/paths/findPaths.js';
import { familyOf } from '../../../core/find/paths/languages.js';
import { namesCertificateFiles } from '../../../core/find/paths/markers.js';
import { mayBeBinary, startsAsBinary } from '../../../core/workspace/candidates.js';
import { blockRecords, type FileRecord, pathRecords } from '../../../core/workspace/record.js';
import { withFile } from './openFile.js';

/** UTF-16 units; longer texts are data, not configurations. */
const longestWithPaths = 512 * 1024;
const pieceLength = 1024 * 1024;
/** Longer than any marker. */
const overlap = 100;

/** Undefined where there is nothing in it. */
export function readForIndex(path: string): FileRecord | undefined {
	try {
		return withFile(path, ({ file, size }) => {
			if (size <= maximumInputSize) return recordOf(path, contentsOf(file, size));
			return isWorthReading(path, file) ? leftOut(path, 'tooLarge') : undefined;
		});
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		// Gone meanwhile, or a link.
		if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
		return leftOut(path, 'unreadable');
	}
}

/** For one file after the other: memory of its own for each would have to be cleared up. */
let memory = Buffer.alloc(64 * 1024);

/** Holds until the next file is read. */
function contentsOf(file: number, size: number): Buffer {
	if (size > memory.length) memory = Buffer.alloc(size);
	let length = 0;
	while (length < size) {
		const read = readSync(file, memory, length, size - length, length);
		// It was cut off meanwhile.
		if (read === 0) break;
		length += read;
	}
	return memory.subarray(0, length);
}

function leftOut(path: string, reason: NonNullable<FileRecord['leftOut']>): FileRecord {
	return { path, isBinary: false, blocks: [], paths: [], leftOut: reason };
}

export function recordOf(path: string, bytes: Buffer): FileRecord | undefined {
	const text = textOf(bytes);
	const record =
		text === undefined ? recordOfBinary(path, bytes) : recordOfText(path, text, sep === '\\');
	return record.blocks.length > 0 || record.paths.length > 0 ? record : undefined;
}

function recordOfBinary(path: string, bytes: Buffer): FileRecord {
	const isWorthIt = mayBeBinary(path) || startsAsBinary(bytes);
	const blocks = isWorthIt ? blockRecords(decode(bytes), undefined) : [];
	return { path, isBinary: true, blocks, paths: [] };
}

function recordOfText(path: string, text: string, isWindows: boolean): FileRecord {
	const name = isWindows ? path.replaceAll('\\', '/') : path;
	const isCode = familyOf({ path: name }) === 'code';
	const mayName = text.length <= longestWithPaths && namesCertificateFiles(text, isCode);
	return {
		path,
		isBinary: false,
		blocks: mayHoldBlocks(text) ? blockRecords(decodeForIndex(text), text) : [],
		paths: mayName ? pathRecords(findPathCandidates(text, { path: name }), text) : [],
	};
}

/** Of a file that is too large to be read as a whole. */
function isWorthReading(path: string, file: number): boolean {
	const piece = Buffer.alloc(pieceLength);
	for (let at = 0; ; at += pieceLength - overlap) {
		const length = readSync(file, piece, 0, pieceLength, at);
		const bytes = piece.subarray(0, length);
		if (at === 0 && bytes.subarray(0, 4096).includes(0)) {
			return mayBeBinary(path) && startsAsBinary(bytes);
		}
		if (mayHoldBlocks(bytes.toString('latin1'))) return true;
		if (length < pieceLength) return false;
	}
}
