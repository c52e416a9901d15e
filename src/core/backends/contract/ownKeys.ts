import type { CallOptions } from '../../common/call.js';

export interface NewAuthorityOptions {
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
	/** Makes or takes over a CA, which signs from then on; what an older one issued stays listed. */
	createAuthority?(options: NewAuthorityOptions, call?: CallOptions): Promise<void>;
	/** Deletes keys, certificates and the list of what was issued; the next use makes a CA. */
	deleteAuthority?(call?: CallOptions): Promise<void>;
}
