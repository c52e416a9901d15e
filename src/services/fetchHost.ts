import type * as vscode from 'vscode';
import type { FetchOptions } from '../core/http/fetchFile.js';
import { readBounded } from './files/files.js';
import { listFiles } from './files/listFiles.js';
import { createNetwork } from './network.js';

/** What a public address is fetched with: the editor's network, and no secrets. */
export function createFetchHost(log: vscode.LogOutputChannel): FetchOptions['host'] {
	return {
		...createNetwork(log),
		readFile: async (path: string) => (await readBounded(path)).bytes,
		listFiles,
		secrets: { get: () => Promise.resolve(undefined) },
	};
}
