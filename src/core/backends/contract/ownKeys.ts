import type { CallOptions } from '../../common/call.js';

export interface ResetOptions {
	/** Deletes keys, certificates and the list of what was issued; the next use makes a CA. */
	readonly forget?: boolean;
	/** Where the new keys are kept: the secret storage (default), or a file where that does not last. */
	readonly keysIn?: 'secretStorage' | 'file';
}

/** Where the extension itself is the CA. */
export interface OwnKeysFacet {
	/** Starts anew with fresh keys; what was issued stays listed, unless it is to be forgotten. */
	reset?(options: ResetOptions, call?: CallOptions): Promise<void>;
}
