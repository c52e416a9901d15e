import { createHash, randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** In the secret storage, which all profiles of VS Code share; behind it the profile's own id. */
const markerKey = 'pki.marker';
/** In the state, which each profile has for itself. */
const recordKey = 'secretsMarker';

/** Which marker is the profile's, and what it must be. */
interface MarkerRecord {
	readonly id: string;
	readonly hash: string;
}

/**
 * Finds out whether the secret storage keeps what it is given: in a browser it ends with the page, on some systems with
 * the session, and no API tells. A random marker of the profile's own lies beside the secrets and its hash in the
 * extension's state; when only the hash is there at a later start, the secrets are gone.
 */
export class SecretsDurability implements vscode.Disposable {
	readonly #lost = new vscode.EventEmitter<void>();
	/** Once a session at most. */
	readonly onDidLose = this.#lost.event;
	#checked: Promise<boolean> | undefined;
	#marked: Promise<void> | undefined;

	constructor(private readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>) {}

	/** Answers whether secrets of an earlier session are gone; looks once. */
	areLost(): Promise<boolean> {
		this.#checked ??= this.#look();
		return this.#checked;
	}

	/** To be called with each secret that is written: from then on a later session can tell. */
	mark(): Promise<void> {
		this.#marked ??= this.#mark().catch((error: unknown) => {
			// The next secret tries again.
			this.#marked = undefined;
			throw error;
		});
		return this.#marked;
	}

	dispose(): void {
		this.#lost.dispose();
	}

	async #mark(): Promise<void> {
		const { secrets, globalState } = this.context;
		const isKnown = parseRecord(globalState.get(recordKey)) && !(await this.areLost());
		if (isKnown) return;
		const marker = randomBytes(16).toString('hex');
		const record: MarkerRecord = { id: randomBytes(8).toString('hex'), hash: hashOf(marker) };
		await secrets.store(`${markerKey}.${record.id}`, marker);
		await globalState.update(recordKey, record);
	}

	async #look(): Promise<boolean> {
		const isLost = await this.#isMarkerLost();
		if (isLost) this.#lost.fire();
		return isLost;
	}

	async #isMarkerLost(): Promise<boolean> {
		const { secrets, globalState } = this.context;
		const stored = globalState.get(recordKey);
		const record = parseRecord(stored);
		if (record) {
			const marker = await secrets.get(`${markerKey}.${record.id}`);
			return marker === undefined || hashOf(marker) !== record.hash;
		}
		// Of version 0.1, whose profiles wrote one over another's marker: only that there is none tells something.
		return typeof stored === 'string' && (await secrets.get(markerKey)) === undefined;
	}
}

function parseRecord(stored: unknown): MarkerRecord | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const { id, hash } = stored as Readonly<Record<string, unknown>>;
	return typeof id === 'string' && typeof hash === 'string' ? { id, hash } : undefined;
}

function hashOf(marker: string): string {
	return createHash('sha256').update(marker).digest('hex');
}
