import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { BackendHost, Owner, SecretStore } from '../core/backends/contract/backend.js';
import { readBounded } from './files/files.js';
import { listFiles } from './files/listFiles.js';
import { createStateFiles } from './files/stateFiles.js';
import { createNetwork } from './network.js';

/** What the client of one connection is given: the network, files and secrets. Loaded with the first client. */
export function createHost(
	{ globalStorageUri }: Pick<vscode.ExtensionContext, 'globalStorageUri'>,
	log: vscode.LogOutputChannel,
	connectionId: string,
	secrets: SecretStore,
): BackendHost {
	return {
		log,
		secrets,
		files: createStateFiles(join(globalStorageUri.fsPath, connectionId)),
		...createNetwork(log),
		readFile: async (path) => (await readBounded(path)).bytes,
		listFiles,
		now: () => new Date(),
		owner,
	};
}

/** A container may run as a user that has no name. */
function owner(): Owner {
	try {
		return { user: userInfo().username, host: hostname() };
	} catch {
		return { user: '', host: hostname() };
	}
}
