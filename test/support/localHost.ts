/** What a backend is given to work with, on a folder of the test's own. */
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend, BackendHost } from '../../src/core/backends/contract/backend.js';
import { localCa } from '../../src/core/backends/localCa/definition.js';
import { readBounded } from '../../src/services/files/files.js';
import { listFiles } from '../../src/services/files/listFiles.js';
import type { Logger } from '../../src/core/common/logger.js';

export interface LocalHost extends BackendHost {
	/** Where the files lie. */
	readonly folder: string;
	/** The secret store's content, to look at and to break. */
	readonly vault: Map<string, string>;
	/** The second line of the PEM of each private key in the store. */
	keyLines(): readonly string[];
	/** Every line that was logged. */
	readonly lines: readonly string[];
	/** A store that takes nothing, as a keyring that is locked. */
	refuseSecrets(refuses: boolean): void;
	/** Moves the clock. */
	setNow(now: Date | undefined): void;
	/** Another window on the same files and secrets. */
	connect(): Promise<Backend>;
	remove(): Promise<void>;
}

/** `vault`: the secrets of an editor that more than one machine shares. */
export async function makeLocalHost(vault = new Map<string, string>()): Promise<LocalHost> {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-test-'));
	const lines: string[] = [];
	let now: Date | undefined;
	let isLocked = false;
	const host: LocalHost = {
		folder,
		vault,
		lines,
		log: collect(lines),
		secrets: {
			get: (name) => Promise.resolve(vault.get(name)),
			set: (name, value) =>
				isLocked
					? Promise.reject(new Error('The keyring is locked.'))
					: Promise.resolve(void vault.set(name, value)),
			delete: (name) => Promise.resolve(void vault.delete(name)),
		},
		files: {
			read: (name) => readOrNothing(join(folder, name)),
			async write(name, text) {
				await writeFile(join(folder, `${name}.new`), text, { mode: 0o600 });
				await rename(join(folder, `${name}.new`), join(folder, name));
			},
			append: (name, line) => appendFile(join(folder, name), `${line}\n`, { mode: 0o600 }),
			delete: (name) => rm(join(folder, name), { force: true }),
		},
		readFile: async (path) => (await readBounded(path)).bytes,
		listFiles,
		now: () => now ?? new Date(),
		owner: () => ({ user: 'alice', host: 'laptop.corp.test' }),
		keyLines: () => keyLinesIn([...vault.values()][0] ?? '{}'),
		setNow: (moved) => (now = moved),
		refuseSecrets: (refuses) => (isLocked = refuses),
		connect: () => localCa.connect({ id: 'localCa', label: 'Local CA', fields: {} }, host),
		remove: () => rm(folder, { recursive: true, force: true }),
	};
	return host;
}

function keyLinesIn(text: string): readonly string[] {
	const keys = Object.values(JSON.parse(text) as Record<string, string>);
	return keys.map((pem) => pem.split('\n')[1] ?? pem);
}

async function readOrNothing(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}

function collect(lines: string[]): Logger {
	const add = (message: string) => void lines.push(message);
	return { trace: add, debug: add, info: add, warn: add, error: add };
}
