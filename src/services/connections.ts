import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
	allFields,
	type BackendDefinition,
	type DiscoveredConnection,
	type SecretStore,
} from '../core/backends/contract/backend.js';
import type { BackendRegistry } from '../core/backends/registry.js';
import { withoutCredentials } from '../core/common/credentials.js';
import { PkiError } from '../core/common/errors.js';
import type { SecretsDurability } from './durability.js';
import { environment } from './environment.js';
import type { Connection, ConnectionStore, NewConnection, Pin } from './connectionStore.js';
import { assertTrusted } from './trust.js';

const stateKey = 'connections';
/** Pins of connections that are not saved themselves, by connection id. */
const pinsKey = 'environmentPins';

/**
 * Saved connections lie in the extension's global state, their secrets in the secret storage, one key each. Of a
 * connection that the environment describes only the pins are kept: its token is read where it stands.
 */
export class Connections implements ConnectionStore, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.#changed.event;
	readonly #discovered = new Map<string, DiscoveredConnection>();
	readonly #subscription: vscode.Disposable;
	/** What was saved when the last event was fired. */
	#told: string;

	constructor(
		private readonly context: vscode.ExtensionContext,
		private readonly backends: BackendRegistry,
		private readonly durability: SecretsDurability,
	) {
		this.#told = this.#stored();
		this.#subscription = vscode.Disposable.from(
			context.secrets.onDidChange(() => this.#tell()),
			vscode.window.onDidChangeWindowState(({ focused }) => {
				if (focused) this.refresh();
			}),
		);
	}

	/** VS Code hands the state of another window on, but no event says so: it is compared when somebody looks. */
	refresh(): void {
		if (this.#stored() !== this.#told) this.#tell();
	}

	async list(): Promise<readonly Connection[]> {
		this.refresh();
		const builtIn = this.backends.all
			.filter((definition) => definition.builtIn === true)
			.map(({ id, label }): Connection => ({
				id,
				backend: id,
				label,
				fields: {},
				origin: 'builtIn',
				pins: [],
			}));
		const saved = [...this.#saved()].sort((a, b) => a.label.localeCompare(b.label));
		return [...builtIn, ...saved, ...(await this.#discover())];
	}

	async get(id: string): Promise<Connection> {
		const found = (await this.list()).find((connection) => connection.id === id);
		if (!found) throw new PkiError('notFound', { reason: 'connection', args: { connection: id } });
		return found;
	}

	async add(connection: NewConnection): Promise<Connection> {
		assertTrusted();
		const { backend, label, fields, secrets } = connection;
		const added: Connection = {
			id: randomUUID(),
			backend,
			label,
			fields: { ...fields },
			origin: 'saved',
			pins: [],
		};
		const store = this.secrets(added.id);
		for (const [name, value] of Object.entries(secrets)) {
			if (value !== '') await store.set(name, value);
		}
		await this.#save([...this.#saved(), added]);
		return added;
	}

	async update(id: string, change: Parameters<ConnectionStore['update']>[1]): Promise<void> {
		assertTrusted();
		const { secrets = {}, ...rest } = change;
		if (!this.#saved().some((connection) => connection.id === id)) {
			await this.#updateUnsaved(id, change);
			return;
		}
		const store = this.secrets(id);
		for (const [name, value] of Object.entries(secrets)) {
			await (value === '' ? store.delete(name) : store.set(name, value));
		}
		// Read again: others may have changed the list meanwhile.
		await this.#save(
			this.#saved().map((connection) =>
				connection.id === id ? { ...connection, ...rest } : connection,
			),
		);
	}

	/** Only pins can be kept beside what the environment says. */
	async #updateUnsaved(
		id: string,
		{ pins, ...rest }: Parameters<ConnectionStore['update']>[1],
	): Promise<void> {
		const isFromEnvironment = (await this.get(id)).origin === 'environment';
		if (!isFromEnvironment || !pins || Object.keys(rest).length > 0) {
			throw notSaved(id);
		}
		await this.context.globalState.update(pinsKey, { ...this.#unsavedPins(), [id]: pins });
		this.#tell();
	}

	async remove(id: string): Promise<void> {
		assertTrusted();
		const connection = this.#saved().find((candidate) => candidate.id === id);
		if (!connection) {
			throw notSaved(id);
		}
		for (const field of allFields(this.backends.of(connection))) {
			if (field.kind === 'secret') await this.secrets(id).delete(field.id);
		}
		await this.#save(this.#saved().filter((candidate) => candidate.id !== id));
	}

	secrets(id: string): SecretStore {
		const { secrets } = this.context;
		const key = (name: string) => `pki.connection.${id}.${name}`;
		return {
			// An environment's token is read where it stands, at every use.
			get: async (name) => {
				const discovered = this.#discovered.get(id);
				return discovered ? discovered.secret(name) : secrets.get(key(name));
			},
			set: async (name, value) => {
				if (this.#discovered.has(id)) throw notSaved(id);
				await secrets.store(key(name), value);
				await this.durability.mark();
			},
			delete: async (name) => secrets.delete(key(name)),
		};
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#changed.dispose();
	}

	#stored(): string {
		return JSON.stringify([stateKey, pinsKey].map((key) => this.context.globalState.get(key)));
	}

	#tell(): void {
		this.#told = this.#stored();
		this.#changed.fire();
	}

	#saved(): readonly Connection[] {
		const stored: unknown = this.context.globalState.get(stateKey);
		return Array.isArray(stored)
			? stored.flatMap((item) => parseConnection(item, this.backends))
			: [];
	}

	#unsavedPins(): Readonly<Record<string, readonly Pin[]>> {
		const stored: unknown = this.context.globalState.get(pinsKey);
		if (typeof stored !== 'object' || stored === null) return {};
		return Object.fromEntries(
			Object.entries(stored).map(([id, pins]: [string, unknown]) => [id, parsePins(pins)]),
		);
	}

	async #save(connections: readonly Connection[]): Promise<void> {
		await this.context.globalState.update(stateKey, connections);
		this.#tell();
	}

	async #discover(): Promise<readonly Connection[]> {
		if (!vscode.workspace.isTrusted) return [];
		const found: Connection[] = [];
		const pins = this.#unsavedPins();
		for (const definition of this.backends.all) {
			for (const discovered of (await definition.discover?.(environment)) ?? []) {
				this.#discovered.set(discovered.id, discovered);
				const { id, label, fields, origin, unread } = discovered;
				found.push({
					id,
					backend: definition.id,
					label,
					fields,
					origin: 'environment',
					describedBy: origin,
					unread,
					pins: pins[id] ?? [],
				});
			}
		}
		return found;
	}
}

function notSaved(id: string): PkiError {
	return new PkiError('unsupported', { reason: 'notSaved', args: { connection: id } });
}

/** A stored connection, or nothing when it is damaged. */
function parseConnection(value: unknown, backends: BackendRegistry): readonly Connection[] {
	if (typeof value !== 'object' || value === null) return [];
	const { id, backend, label, fields, pins } = value as Partial<Record<keyof Connection, unknown>>;
	if (typeof id !== 'string' || typeof backend !== 'string' || typeof label !== 'string') return [];
	const texts = Object.entries(typeof fields === 'object' && fields !== null ? fields : {}).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	return [
		{
			id,
			backend,
			label: withoutCredentials(label),
			fields: corrected(backends.of({ backend }), Object.fromEntries(texts)),
			origin: 'saved',
			pins: parsePins(pins),
		},
	];
}

/** Addresses lose what must not be shown. */
function corrected(
	definition: BackendDefinition,
	values: Record<string, string>,
): Record<string, string> {
	for (const field of allFields(definition)) {
		const value = values[field.id];
		if (value === undefined) continue;
		values[field.id] = field.correct?.(value)?.value ?? withoutCredentials(value);
	}
	return values;
}

function parsePins(value: unknown): readonly Pin[] {
	return Array.isArray(value) ? value.filter(isPin) : [];
}

function isPin(value: unknown): value is Pin {
	if (typeof value !== 'object' || value === null) return false;
	const pin = value as Partial<Record<string, unknown>>;
	return (
		typeof pin.mount === 'string' &&
		(pin.kind === 'mount' ||
			(pin.kind === 'role' && typeof pin.role === 'string') ||
			(pin.kind === 'authority' && typeof pin.authority === 'string'))
	);
}
