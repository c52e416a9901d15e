/** Checks many files: which ones, how many at a time, and what to do with those that cannot be read. */
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { inParallel } from '../../core/common/inParallel.js';
import type { Logger } from '../../core/common/logger.js';
import type { LeftOut } from '../../services/ports/expiry.js';
import { checkFile, type SurroundingsOf } from './checkFile.js';
import { excludedGlobs } from '../../services/workspace/excluded.js';
import { certificateFiles, joinGlobs, neverSearched } from '../../core/workspace/globs.js';
import type { Asked, FileReport } from './report.js';
import { settingsFor } from './threshold.js';

/** As many reads as are quicker than one after the other. */
const readsAtOnce = 16;
const mostFiles = 20_000;
/** In a search, a larger file is no certificate file; one that was named is read up to the decoder's own limit. */
const searchedBytes = 4 * 1024 * 1024;

export interface ScanOptions extends CheckManyOptions {
	/** Files and folders; absent: the workspace. */
	readonly uris?: readonly vscode.Uri[] | undefined;
	/** In place of the workspace. */
	readonly folder?: vscode.Uri | undefined;
	/** Of the workspace, beside those that are found by their names. */
	readonly indexed?: readonly vscode.Uri[];
	readonly withinDays?: number | undefined;
	/** More files are left out and said to be there. */
	readonly limit?: number | undefined;
}

export interface CheckManyOptions {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((done: number, total: number) => void) | undefined;
	readonly log: Logger;
	/** Absent: files are judged by what is in them alone. */
	readonly surroundingsOf?: SurroundingsOf;
}

export interface Candidate {
	readonly uri: vscode.Uri;
	readonly asked: Asked;
	/** Named by whoever asked: that it cannot be read is an error then. */
	readonly mustBeRead: boolean;
}

export interface ScanResult {
	readonly reports: readonly FileReport[];
	readonly leftOut: LeftOut;
}

/** One report a file that was read. Rejects with `cancelled`, or when a named file cannot be read. */
export async function scan(options: ScanOptions): Promise<ScanResult> {
	const { signal } = options;
	const cancel = new vscode.CancellationTokenSource();
	const onAbort = () => cancel.cancel();
	signal?.addEventListener('abort', onAbort);
	try {
		const { candidates, excluded, more } = await findCandidates(options, cancel.token);
		const { reports, tooLarge, unreadable } = await checkMany(candidates, options);
		return { reports, leftOut: { excluded, tooLarge, unreadable, more } };
	} finally {
		signal?.removeEventListener('abort', onAbort);
		cancel.dispose();
	}
}

/** Checks these, 16 at a time; those that need not be read are counted where they cannot be. */
export async function checkMany(candidates: readonly Candidate[], options: CheckManyOptions) {
	const reports: FileReport[] = [];
	const counts = { tooLarge: 0, unreadable: 0 };
	let done = 0;
	await inParallel(candidates, readsAtOnce, async (item) => {
		if (options.signal?.aborted) throw new PkiError('cancelled');
		const report = await checkCandidate(item, options);
		if (typeof report === 'string') counts[report] += 1;
		else reports.push(report);
		options.onProgress?.((done += 1), candidates.length);
	});
	return { reports, ...counts };
}

interface Found {
	readonly candidates: readonly Candidate[];
	readonly excluded: number;
	readonly more: boolean;
}

async function findCandidates(
	{ uris, folder, indexed = [], withinDays, signal, limit = mostFiles }: ScanOptions,
	token: vscode.CancellationToken,
): Promise<Found> {
	if (signal?.aborted) throw new PkiError('cancelled');
	const asked = { named: uris !== undefined, withinDays };
	const searchIn = (folder: vscode.Uri, globs: readonly string[]) =>
		folder.scheme === 'file'
			? search(folder, globs, limit, token)
			: listed(folder, globs, signal ?? new AbortController().signal);
	const lists = uris
		? await Promise.all(uris.map((uri) => filesOf(uri, searchIn)))
		: [
				...(await Promise.all(
					(folder ? [folder] : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)).map(
						(each) => filesOfWorkspace(each, searchIn),
					),
				)),
				{ files: indexed, excluded: [], mustBeRead: false },
			];
	if (token.isCancellationRequested) throw new PkiError('cancelled');
	const distinct = new Map<string, Candidate>();
	for (const { files, mustBeRead } of lists) {
		for (const uri of files) distinct.set(uri.toString(), { uri, asked, mustBeRead });
	}
	const left = new Set(lists.flatMap(({ excluded }) => excluded.map((uri) => uri.toString())));
	const excluded = [...left].filter((key) => !distinct.has(key)).length;
	const all = [...distinct.values()];
	return { candidates: all.slice(0, limit), excluded, more: all.length > limit };
}

interface FileList {
	readonly files: readonly vscode.Uri[];
	readonly excluded: readonly vscode.Uri[];
	readonly mustBeRead: boolean;
}

type Search = (folder: vscode.Uri, globs: readonly string[]) => Promise<readonly vscode.Uri[]>;

/** A file itself; of a folder, the certificate files below it. */
async function filesOf(uri: vscode.Uri, searchIn: Search): Promise<FileList> {
	// Whatever is wrong with it is told when it is read.
	const type = await vscode.workspace.fs.stat(uri).then(
		(stat) => stat.type,
		() => vscode.FileType.Unknown,
	);
	const isFolder = (type & vscode.FileType.Directory) !== 0;
	const files = isFolder ? await searchIn(uri, []) : [uri];
	return { files, excluded: [], mustBeRead: !isFolder };
}

async function filesOfWorkspace(folder: vscode.Uri, searchIn: Search): Promise<FileList> {
	const globs = excludedGlobs(folder);
	const [files, all] = await Promise.all([
		searchIn(folder, globs),
		// VS Code tells nothing of what a pattern left out.
		globs.length === 0 ? [] : searchIn(folder, []),
	]);
	const searched = new Set(files.map((uri) => uri.toString()));
	const excluded = all.filter((uri) => !searched.has(uri.toString()));
	return { files, excluded, mustBeRead: false };
}

/** One more than the limit tells that there are more. */
async function search(
	folder: vscode.Uri,
	excluded: readonly string[],
	limit: number,
	token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
	return vscode.workspace.findFiles(
		new vscode.RelativePattern(folder, certificateFiles),
		joinGlobs([...neverSearched, ...excluded]),
		limit + 1,
		token,
	);
}

/** On no disk, where VS Code may have nothing to search with. */
async function listed(
	folder: vscode.Uri,
	excluded: readonly string[],
	signal: AbortSignal,
): Promise<readonly vscode.Uri[]> {
	const { certificateFilesIn } = await import('../../services/workspace/virtualFolder.js');
	return certificateFilesIn(folder, excluded, signal);
}

async function checkCandidate(
	{ uri, asked, mustBeRead }: Candidate,
	{ signal, log, surroundingsOf }: CheckManyOptions,
): Promise<FileReport | 'tooLarge' | 'unreadable'> {
	const limit = mustBeRead ? {} : { limit: searchedBytes };
	try {
		const settings = settingsFor(uri, asked);
		const options = { ...settings, signal, ...limit };
		return { uri, asked, ...(await checkFile(uri, options, surroundingsOf)) };
	} catch (error) {
		if (mustBeRead || !isPkiError(error) || error.code === 'cancelled') throw error;
		log.warn(`expiry: ${uri.toString(true)} was left out: ${error.message}`);
		return error.code === 'tooLarge' ? 'tooLarge' : 'unreadable';
	}
}
