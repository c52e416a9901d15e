/** For editor tests of the parts below `activate`: VS Code's storage in memory and a folder, nothing of our own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { BackendRegistry } from '../../src/core/backends/registry.js';
import { createServices } from '../../src/services/create.js';
import type { Services } from '../../src/services/services.js';

export interface StandIn {
	readonly services: Services;
	readonly storage: StandInStorage;
	dispose(): void;
}

/** VS Code's secret storage and global state in memory; `profile` makes another profile's or machine's state over the same secrets. */
export class StandInStorage {
	readonly #secrets: Map<string, string>;
	readonly #state = new Map<string, unknown>();
	readonly #secretChanged = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();

	constructor(secrets = new Map<string, string>()) {
		this.#secrets = secrets;
	}

	profile(): StandInStorage {
		return new StandInStorage(this.#secrets);
	}

	readonly secrets: vscode.SecretStorage = {
		onDidChange: this.#secretChanged.event,
		get: (key) => Promise.resolve(this.#secrets.get(key)),
		store: (key, value) => {
			this.#secrets.set(key, value);
			this.#secretChanged.fire({ key });
			return Promise.resolve();
		},
		delete: (key) => {
			this.#secrets.delete(key);
			this.#secretChanged.fire({ key });
			return Promise.resolve();
		},
	};

	readonly globalState = {
		keys: () => [...this.#state.keys()],
		get: <T>(key: string, fallback?: T) => (this.#state.get(key) as T | undefined) ?? fallback,
		update: (key: string, value: unknown) => {
			this.#state.set(key, value);
			return Promise.resolve();
		},
		setKeysForSync: () => undefined,
	} as vscode.Memento & { setKeysForSync(keys: readonly string[]): void };

	/** As a browser does when its page is closed. */
	forgetSecrets(): void {
		this.#secrets.clear();
	}

	secretValues(): Iterable<string> {
		return this.#secrets.values();
	}

	stateValues(): Iterable<unknown> {
		return this.#state.values();
	}
}

/** The real services over a stand-in of VS Code's storage, so that a test leaves nothing behind. */
export function standInServices(
	storage = new StandInStorage(),
	backends = new BackendRegistry(),
): StandIn {
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-editor-'));
	const log = vscode.window.createOutputChannel('PKI Workbench tests', { log: true });
	const subscriptions: { dispose(): unknown }[] = [log];
	const { secrets, globalState } = storage;
	const globalStorageUri = vscode.Uri.file(folder);
	const extensionUri = vscode.Uri.file(join(import.meta.dirname, '../../..'));
	const extensionPath = extensionUri.fsPath;
	const context = {
		...{ subscriptions, globalStorageUri, extensionUri, extensionPath },
		...{ secrets, globalState },
	};
	return {
		storage,
		services: createServices(context as unknown as vscode.ExtensionContext, log, backends),
		dispose() {
			for (const subscription of subscriptions) subscription.dispose();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
