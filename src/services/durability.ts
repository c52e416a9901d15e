import * as vscode from 'vscode';
import type { Marker } from './secretsMarker.js';

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
		const { writeMarker } = await import('./secretsMarker.js');
		// Asked before this session's own marker is there.
		await writeMarker(this.context, await this.areLost());
	}

	#look(): Promise<Marker> {
		this.#checked ??= this.#readMarker().then((marker) => {
			if (marker === 'lost') this.#lost.fire();
			return marker;
		});
		return this.#checked;
	}

	async #readMarker(): Promise<Marker> {
		const { readMarker } = await import('./secretsMarker.js');
		return readMarker(this.context);
	}
}
