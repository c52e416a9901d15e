/** Reads a workspace folder that is not on this machine's disk: by the names of its files, through VS Code. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { inParallel } from '../../core/common/inParallel.js';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { keptOf } from '../../core/decode/kept.js';
import { binaryGlobs } from '../../core/workspace/candidates.js';
import {
	certificateFiles,
	joinGlobs,
	keyFiles,
	neverSearched,
} from '../../core/workspace/globs.js';
import { blockRecords, type FileRecord } from '../../core/workspace/record.js';
import { leftOutIn } from './settings.js';

/** Bytes: each is fetched from somewhere. */
const largestFile = 1024 * 1024;
const readsAtOnce = 8;
const otherFiles = `**/{${binaryGlobs.join(',')}}`;

export interface VirtualFile {
	readonly uri: vscode.Uri;
	/** Absent where there is nothing in it. */
	readonly record?: Omit<FileRecord, 'path'> | undefined;
}

/** Rejects with `cancelled`. */
export async function readVirtualFolder(
	folder: vscode.Uri,
	tell: (file: VirtualFile, done: number, total: number) => void,
	signal: AbortSignal,
): Promise<void> {
	const exclude = joinGlobs([...neverSearched, ...leftOutIn(folder)]);
	const lists = await Promise.all(
		[certificateFiles, keyFiles, otherFiles].map((glob) =>
			vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), exclude),
		),
	);
	const uris = [...new Map(lists.flat().map((uri) => [uri.toString(), uri])).values()];
	let done = 0;
	await inParallel(uris, readsAtOnce, async (uri) => {
		if (signal.aborted) throw new PkiError('cancelled');
		const record = await readVirtualFile(uri, signal);
		tell({ uri, record }, (done += 1), uris.length);
	});
}

export async function readVirtualFile(
	uri: vscode.Uri,
	signal: AbortSignal,
): Promise<VirtualFile['record']> {
	const none = { isBinary: false, blocks: [], paths: [] };
	try {
		if ((await vscode.workspace.fs.stat(uri)).size > largestFile) {
			return { ...none, leftOut: 'tooLarge' };
		}
		const bytes = await vscode.workspace.fs.readFile(uri);
		const text = textOf(bytes);
		const blocks = blockRecords((await decodeInSlices(bytes, { signal })).map(keptOf), text);
		return blocks.length > 0 ? { isBinary: text === undefined, blocks, paths: [] } : undefined;
	} catch (error) {
		if (!(error instanceof vscode.FileSystemError)) throw error;
		return error.code === 'FileNotFound' ? undefined : { ...none, leftOut: 'unreadable' };
	}
}
