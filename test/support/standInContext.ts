/** For editor tests of the parts below `activate`: VS Code's storage in memory and a folder, nothing of our own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createServices } from '../../src/services/create.js';
import type { Services } from '../../src/services/services.js';

export interface StandIn {
	readonly services: Services;
	dispose(): void;
}

/** The real services over a stand-in of VS Code's storage, so that a test leaves nothing behind. */
export function standInServices(): StandIn {
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-editor-'));
	const secrets = new Map<string, string>();
	const state = new Map<string, unknown>();
	const secretChanged = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
	const log = vscode.window.createOutputChannel('PKI Workbench tests', { log: true });
	const subscriptions: { dispose(): unknown }[] = [log, secretChanged];
	const context = {
		subscriptions,
		globalStorageUri: vscode.Uri.file(folder),
		globalState: {
			keys: () => [...state.keys()],
			get: (key: string) => state.get(key),
			update: (key: string, value: unknown) => {
				state.set(key, value);
				return Promise.resolve();
			},
			setKeysForSync: () => undefined,
		},
		secrets: {
			onDidChange: secretChanged.event,
			get: (key: string) => Promise.resolve(secrets.get(key)),
			store: (key: string, value: string) => {
				secrets.set(key, value);
				secretChanged.fire({ key });
				return Promise.resolve();
			},
			delete: (key: string) => {
				secrets.delete(key);
				secretChanged.fire({ key });
				return Promise.resolve();
			},
		},
	};
	return {
		services: createServices(context as unknown as vscode.ExtensionContext, log),
		dispose() {
			for (const subscription of subscriptions) subscription.dispose();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
