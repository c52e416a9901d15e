import type * as vscode from 'vscode';
import type {
	Backend,
	ConnectionSettings,
	SecretStore,
} from '../core/backends/contract/backend.js';
import type { BackendRegistry } from '../core/backends/registry.js';
import { defaultTimeoutMs } from '../core/common/call.js';
import type { SecretsDurability } from './durability.js';
import type { ConnectionStore, NewConnection } from './connectionStore.js';
import { assertTrusted } from './trust.js';

export interface ClientPool {
	/** The open client of a connection, opened on first use. Rejects with `restricted` in an untrusted workspace. */
	get(connectionId: string): Promise<Backend>;
	/** Opens a client for settings not saved yet; the caller disposes it. */
	openUnsaved(connection: NewConnection): Promise<Backend>;
	/** Drops the client, so that the next use reads settings and secrets anew. */
	reopen(connectionId: string): void;
}

/** Open clients, one a connection. An untrusted workspace gets none, so that nothing is sent and nothing written. */
export class Clients implements ClientPool, vscode.Disposable {
	readonly #open = new Map<string, Promise<Backend>>();
	/** No longer given out; closed when their last call must have ended, as each has a deadline. */
	readonly #retired = new Set<Promise<Backend>>();

	constructor(
		private readonly context: vscode.ExtensionContext,
		private readonly log: vscode.LogOutputChannel,
		private readonly parts: {
			readonly backends: BackendRegistry;
			readonly connections: ConnectionStore;
			readonly durability: SecretsDurability;
		},
	) {}

	async get(connectionId: string): Promise<Backend> {
		assertTrusted();
		const open = this.#open.get(connectionId) ?? this.#connect(connectionId);
		this.#open.set(connectionId, open);
		// A failure is not kept: the next use tries again.
		open.catch(() => {
			if (this.#open.get(connectionId) === open) this.#open.delete(connectionId);
		});
		return open;
	}

	async openUnsaved(connection: NewConnection): Promise<Backend> {
		assertTrusted();
		const { secrets } = connection;
		const typed: SecretStore = {
			get: (name) => Promise.resolve(secrets[name] === '' ? undefined : secrets[name]),
			set: () => Promise.resolve(),
			delete: () => Promise.resolve(),
		};
		return this.#create(connection.backend, { id: 'unsaved', ...connection }, typed);
	}

	/** What runs on the old client may end: an answer with a private key comes only once. */
	reopen(connectionId: string): void {
		const open = this.#open.get(connectionId);
		this.#open.delete(connectionId);
		if (!open) return;
		this.#retired.add(open);
		setTimeout(() => {
			this.#retired.delete(open);
			close(open);
		}, defaultTimeoutMs).unref();
	}

	dispose(): void {
		for (const client of [...this.#open.values(), ...this.#retired]) close(client);
		this.#open.clear();
		this.#retired.clear();
	}

	async #connect(id: string): Promise<Backend> {
		const { connections, durability } = this.parts;
		// Looked at with the first secret that may be needed, and not waited for.
		void durability.areLost().catch((error: unknown) => {
			this.log.error(`secret storage: ${error instanceof Error ? error.message : String(error)}`);
		});
		const connection = await connections.get(id);
		return this.#create(connection.backend, connection, connections.secrets(id));
	}

	async #create(
		backend: string,
		{ id, label, fields }: ConnectionSettings,
		secrets: SecretStore,
	): Promise<Backend> {
		const { createHost } = await import('./clientHost.js');
		const host = createHost(this.context, this.log, id, secrets);
		return this.parts.backends.of({ backend }).connect({ id, label, fields }, host);
	}
}

function close(open: Promise<Backend>): void {
	// Whoever waited for one that could not be opened was told why.
	void open.then(
		(client) => client.dispose(),
		() => undefined,
	);
}
