/** Reads a workspace folder that is not on this machine's disk: by the names of its files, through VS Code. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { inParallel } from '../../core/common/inParallel.js';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { keptOf } from '../../core/decode/kept.js';
import { isKeyFile, mayBeBinary } from '../../core/workspace/candidates.js';
import { isCertificateFile } from '../../core/workspace/globs.js';
import { blockRecords, type FileRecord } from '../../core/workspace/record.js';
import { leftOutIn, usesIgnoreFiles } from './settings.js';
import { VirtualRules } from './virtualRules.js';
import { listVirtualFolder } from './virtualWalk.js';

/** Bytes: each is fetched from somewhere. */
const largestVirtualFile = 1024 * 1024;
const readsAtOnce = 8;

const none = { isBinary: false, blocks: [], paths: [] } as const;

export interface VirtualFile {
	readonly uri: vscode.Uri;
	/** Absent where there is nothing in it. */
	readonly record?: Omit<FileRecord, 'path'> | undefined;
}

type Tell = (file: VirtualFile, done: number, total: number) => void;

/** Rejects with `cancelled`. */
export function readVirtualFolder(
	folder: vscode.Uri,
	tell: Tell,
	signal: AbortSignal,
): Promise<void> {
	return readBelow(folder, rulesOf(folder), tell, signal);
}

/** Of what changed in a workspace folder: a file, or all that is in a folder. Rejects with `cancelled`. */
export async function readVirtualChange(
	uri: vscode.Uri,
	folder: vscode.Uri,
	signal: AbortSignal,
): Promise<readonly VirtualFile[]> {
	const rules = rulesOf(folder);
	const found: VirtualFile[] = [];
	switch (await typeOf(uri)) {
		case vscode.FileType.Directory:
			if (await rules.takesFolder(uri)) {
				await readBelow(uri, rules, (file) => found.push(file), signal);
			}
			break;
		case vscode.FileType.File:
			if (mayHold(uri) && (await rules.takesFile(uri))) {
				found.push({ uri, record: await readVirtualFile(uri, signal) });
			}
			break;
		// Links are not followed, as on a disk.
		default:
	}
	return found;
}

/** By their names; git's rules do not count. Rejects with `cancelled`. */
export async function certificateFilesIn(
	folder: vscode.Uri,
	excluded: readonly string[],
	signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
	const rules = new VirtualRules(folder, { excluded, excludedBeside: [] }, false);
	const isWanted = ({ path }: vscode.Uri) => isCertificateFile(path);
	return (await listVirtualFolder(folder, rules, isWanted, signal)).files;
}

function rulesOf(folder: vscode.Uri): VirtualRules {
	return new VirtualRules(folder, leftOutIn(folder), usesIgnoreFiles());
}

function mayHold({ path }: vscode.Uri): boolean {
	return isCertificateFile(path) || isKeyFile(path) || mayBeBinary(path);
}

/** `Unknown` where there is nothing. */
async function typeOf(uri: vscode.Uri): Promise<vscode.FileType> {
	try {
		return (await vscode.workspace.fs.stat(uri)).type;
	} catch (error) {
		if (!(error instanceof vscode.FileSystemError)) throw error;
		return vscode.FileType.Unknown;
	}
}

async function readBelow(
	folder: vscode.Uri,
	rules: VirtualRules,
	tell: Tell,
	signal: AbortSignal,
): Promise<void> {
	const { files, unreadable } = await listVirtualFolder(folder, rules, mayHold, signal);
	const total = files.length + unreadable.length;
	let done = 0;
	for (const uri of unreadable) {
		tell({ uri, record: { ...none, leftOut: 'unreadable' } }, (done += 1), total);
	}
	await inParallel(files, readsAtOnce, async (uri) => {
		if (signal.aborted) throw new PkiError('cancelled');
		const record = await readVirtualFile(uri, signal);
		tell({ uri, record }, (done += 1), total);
	});
}

async function readVirtualFile(
	uri: vscode.Uri,
	signal: AbortSignal,
): Promise<VirtualFile['record']> {
	try {
		if ((await vscode.workspace.fs.stat(uri)).size > largestVirtualFile) {
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
