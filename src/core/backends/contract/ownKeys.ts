import type { CallOptions } from '../../common/call.js';

export interface ResetOptions {
	/** Deletes keys, certificates and the list of what was issued; the next use makes a CA. */
	readonly forget?: boolean;
	/** Where the new keys are kept: the secret storage (default), or a file where that does not last. */
	readonly keysIn?: 'secretStorage' | 'file';
	/** A CA that is there already and is to sign from now on; without one, a root is made. */
	readonly existing?: ExistingCa;
}

/** A CA that was made elsewhere; contents of files, PEM or DER. */
export interface ExistingCa {
	/** Its certificate and, where that is no root, those above it, in any order. */
	readonly certificate: Uint8Array;
	readonly key: Uint8Array;
	/** Of an encrypted key; used once and never kept. */
	readonly password?: string;
}

/** Where the extension itself is the CA. */
export interface OwnKeysFacet {
	/** Starts anew with fresh keys; what was issued stays listed, unless it is to be forgotten. */
	reset?(options: ResetOptions, call?: CallOptions): Promise<void>;
}
