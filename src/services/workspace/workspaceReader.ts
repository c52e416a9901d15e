/** Reads the folders of the workspace, or some of their files, wherever they are. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FileRecord } from '../../core/workspace/record.js';
import type { ReadJob } from './reading/job.js';
import { readInThread } from './reading/readInThread.js';
import { leftOutIn, usesIgnoreFiles } from './settings.js';

/** Files in which there is something, and those that were left out. */
export type Found = readonly (readonly [vscode.Uri, Omit<FileRecord, 'path'>])[];

export type Tell = (found: Found, done: number, total: number) => void;

export class WorkspaceReader {
	/** `searchProgram`: undefined where VS Code brings none; files are looked through then. */
	constructor(
		private readonly extensionPath: string,
		private readonly searchProgram: string | undefined,
	) {}

	/** Rejects with `cancelled`. */
	async readAll(tell: Tell, signal: AbortSignal): Promise<void> {
		const folders = vscode.workspace.workspaceFolders ?? [];
		await this.#readLocal(undefined, tell, signal);
		const virtual = folders.filter(isVirtual);
		if (virtual.length === 0) return;
		const { readVirtualFolder } = await import('./virtualFolder.js');
		for (const { uri } of virtual) {
			await readVirtualFolder(
				uri,
				(file, done, total) => tell(file.record ? [[file.uri, file.record]] : [], done, total),
				signal,
			);
		}
	}

	/** Files, and what is in folders on this machine. What is told of is all that is there. */
	async readSome(uris: readonly vscode.Uri[], signal: AbortSignal): Promise<Found> {
		const found: Found[number][] = [];
		const local = uris.filter(({ scheme }) => scheme === 'file');
		if (local.length > 0) {
			await this.#readLocal(local, (some) => found.push(...some), signal);
		}
		for (const uri of uris.filter(({ scheme }) => scheme !== 'file')) {
			const folder = vscode.workspace.getWorkspaceFolder(uri);
			if (!folder) continue;
			const { readVirtualChange } = await import('./virtualFolder.js');
			for (const file of await readVirtualChange(uri, folder.uri, signal)) {
				if (file.record) found.push([file.uri, file.record]);
			}
		}
		return found;
	}

	async #readLocal(
		uris: readonly vscode.Uri[] | undefined,
		tell: Tell,
		signal: AbortSignal,
	): Promise<void> {
		const folders = (vscode.workspace.workspaceFolders ?? []).filter(
			(folder) => !isVirtual(folder),
		);
		if (folders.length === 0) return;
		const job: ReadJob = {
			folders: folders.map(({ uri }) => ({ path: uri.fsPath, ...leftOutIn(uri) })),
			useIgnoreFiles: usesIgnoreFiles(),
			isTrusted: vscode.workspace.isTrusted,
			program: this.searchProgram,
			paths: uris?.map(({ fsPath }) => fsPath),
		};
		const thread = join(this.extensionPath, 'dist/workspaceWorker.js');
		await readInThread(
			thread,
			job,
			({ files, done, total }) =>
				tell(
					files.map(({ path, ...record }) => [vscode.Uri.file(path), record]),
					done,
					total,
				),
			signal,
		);
	}
}

function isVirtual({ uri }: vscode.WorkspaceFolder): boolean {
	return uri.scheme !== 'file';
}
