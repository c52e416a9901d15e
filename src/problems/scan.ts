/** Checks many files: which ones, how many at a time, and what to do with those that cannot be read. */
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../core/common/errors.js';
import type { Logger } from '../core/common/logger.js';
import type { ExpiryThreshold } from '../core/x509/model.js';
import { expiryThreshold } from '../ui/settings.js';
import { checkFile } from './checkFile.js';
import { excludedGlobs } from './excluded.js';
import { certificateFiles, joinGlobs, neverSearched } from './globs.js';
import type { FileReport } from './report.js';

/** As many reads as are quicker than one after the other. */
const readsAtOnce = 16;
const mostFiles = 20_000;
/** In a search, a larger file is no certificate file; one that was named is read up to the decoder's own limit. */
const searchedBytes = 4 * 1024 * 1024;

export interface ScanOptions {
	/** Files and folders; absent: the workspace. */
	readonly uris?: readonly vscode.Uri[] | undefined;
	readonly withinDays?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((done: number, total: number) => void) | undefined;
	readonly log: Logger;
}

interface Candidate {
	readonly uri: vscode.Uri;
	/** Named by whoever asked: that it cannot be read is an error then. */
	readonly named: boolean;
}

/** One report a file that was read. Rejects with `cancelled`, or when a named file cannot be read. */
export async function scan(options: ScanOptions): Promise<readonly FileReport[]> {
	const { signal, onProgress } = options;
	const cancel = new vscode.CancellationTokenSource();
	const onAbort = () => cancel.cancel();
	signal?.addEventListener('abort', onAbort);
	try {
		const candidates = await findCandidates(options, cancel.token);
		const reports: FileReport[] = [];
		let next = 0;
		let done = 0;
		const work = async (): Promise<void> => {
			for (let item = candidates[next++]; item; item = candidates[next++]) {
				if (signal?.aborted) throw new PkiError('cancelled');
				const report = await checkCandidate(item, options);
				if (report) reports.push(report);
				onProgress?.((done += 1), candidates.length);
			}
		};
		await Promise.all(Array.from({ length: readsAtOnce }, work));
		return reports;
	} finally {
		signal?.removeEventListener('abort', onAbort);
		cancel.dispose();
	}
}

async function findCandidates(
	{ uris, signal }: ScanOptions,
	token: vscode.CancellationToken,
): Promise<readonly Candidate[]> {
	if (signal?.aborted) throw new PkiError('cancelled');
	const lists = uris
		? await Promise.all(uris.map((uri) => filesOf(uri, token)))
		: await Promise.all(
				(vscode.workspace.workspaceFolders ?? []).map((folder) =>
					search(folder.uri, excludedGlobs(folder.uri), token),
				),
			);
	if (token.isCancellationRequested) throw new PkiError('cancelled');
	const distinct = new Map(lists.flat().map((item) => [item.uri.toString(), item]));
	return [...distinct.values()];
}

/** A file itself; of a folder, the certificate files below it. */
async function filesOf(
	uri: vscode.Uri,
	token: vscode.CancellationToken,
): Promise<readonly Candidate[]> {
	const named = [{ uri, named: true }];
	// Whatever is wrong with it is told when it is read.
	const type = await vscode.workspace.fs.stat(uri).then(
		(stat) => stat.type,
		() => vscode.FileType.Unknown,
	);
	return (type & vscode.FileType.Directory) === 0 ? named : search(uri, [], token);
}

async function search(
	folder: vscode.Uri,
	excluded: readonly string[],
	token: vscode.CancellationToken,
): Promise<readonly Candidate[]> {
	const found = await vscode.workspace.findFiles(
		new vscode.RelativePattern(folder, certificateFiles),
		joinGlobs([...neverSearched, ...excluded]),
		mostFiles,
		token,
	);
	return found.map((uri) => ({ uri, named: false }));
}

async function checkCandidate(
	{ uri, named }: Candidate,
	{ withinDays, signal, log }: ScanOptions,
): Promise<FileReport | undefined> {
	const threshold: ExpiryThreshold =
		withinDays === undefined ? expiryThreshold(uri) : { days: withinDays, lifetimeShare: 1 };
	const limit = named ? {} : { limit: searchedBytes };
	try {
		return { uri, asked: true, findings: await checkFile(uri, { threshold, signal, ...limit }) };
	} catch (error) {
		if (named || !isPkiError(error) || error.code === 'cancelled') throw error;
		log.warn(`expiry: ${uri.toString(true)} was left out: ${error.message}`);
		return undefined;
	}
}
