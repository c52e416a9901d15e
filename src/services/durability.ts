import { createHash, randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

const markerKey = 'pki.marker';
const hashKey = 'secretsMarker';

/**
 * Finds out whether the secret storage keeps what it is given: in a browser it ends with the page, on some systems with
 * the session, and no API tells. A random marker lies beside the secrets and its hash in the extension's state; when
 * only the hash is there at a later start, the secrets are gone.
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
		const isKnown = globalState.get(hashKey) !== undefined && !(await this.areLost());
		if (isKnown) return;
		const marker = randomBytes(16).toString('hex');
		await secrets.store(markerKey, marker);
		await globalState.update(hashKey, hashOf(marker));
	}

	async #look(): Promise<boolean> {
		const hash = this.context.globalState.get(hashKey);
		if (hash === undefined) return false;
		const marker = await this.context.secrets.get(markerKey);
		const isLost = marker === undefined || hashOf(marker) !== hash;
		if (isLost) this.#lost.fire();
		return isLost;
	}
}

function hashOf(marker: string): string {
	return createHash('sha256').update(marker).digest('hex');
}
