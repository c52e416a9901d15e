import { createHash, randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** In the secret storage, which all profiles of VS Code share; behind it the profile's own id. */
const markerKey = 'pki.marker';
/** In the state, which each profile has for itself. */
const recordKey = 'secretsMarker';

/** What became of the marker of an earlier session; `none`: no secret was written in any. */
type Marker = 'kept' | 'lost' | 'none';

/** Which marker is the profile's, and what it must be. */
interface MarkerRecord {
	readonly id: string;
	readonly hash: string;
}

/** Whether the secret storage keeps what it is given. */
export interface SecretsWatch {
	/** Secrets of an earlier session are gone; fired once a session at most, when they are first needed. */
	readonly onDidLose: vscode.Event<void>;
	/** Whether secrets that are written now may be gone in the next session. */
	mayForget(): Promise<boolean>;
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
	#checked: Promise<Marker> | undefined;
	#marked: Promise<void> | undefined;

	constructor(
		private readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>,
		private readonly isBrowser = vscode.env.uiKind === vscode.UIKind.Web,
	) {}

	/** Answers whether secrets of an earlier session are gone; looks once. */
	async areLost(): Promise<boolean> {
		return (await this.#look()) === 'lost';
	}

	/**
	 * Whether what is stored may be gone in the next session: it was so before, or in a browser, whose storage may end
	 * with the page, nothing is known of an earlier session.
	 */
	async mayForget(): Promise<boolean> {
		const marker = await this.#look();
		return marker === 'lost' || (marker === 'none' && this.isBrowser);
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
		// Before this session's own marker is there.
		const isLost = await this.areLost();
		const isKnown = parseRecord(globalState.get(recordKey)) && !isLost;
		if (isKnown) return;
		const marker = randomBytes(16).toString('hex');
		const record: MarkerRecord = { id: randomBytes(8).toString('hex'), hash: hashOf(marker) };
		await secrets.store(`${markerKey}.${record.id}`, marker);
		await globalState.update(recordKey, record);
	}

	#look(): Promise<Marker> {
		this.#checked ??= this.#readMarker().then((marker) => {
			if (marker === 'lost') this.#lost.fire();
			return marker;
		});
		return this.#checked;
	}

	async #readMarker(): Promise<Marker> {
		const { secrets, globalState } = this.context;
		const stored = globalState.get(recordKey);
		const record = parseRecord(stored);
		if (record) {
			const marker = await secrets.get(`${markerKey}.${record.id}`);
			return marker === undefined || hashOf(marker) !== record.hash ? 'lost' : 'kept';
		}
		// Of version 0.1, whose profiles wrote one over another's marker: only that there is none tells something.
		if (typeof stored !== 'string') return 'none';
		return (await secrets.get(markerKey)) === undefined ? 'lost' : 'kept';
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
