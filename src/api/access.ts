/** Who may use a role. */
import type { FileOption } from './fileOption.js';

export interface CreatePolicyOptions {
	connection?: string;
	mount?: string;
	role?: string;
	/** Default: `['issue']`. */
	allow?: ('issue' | 'sign' | 'readRole' | 'listCertificates' | 'revoke')[];
	/** Default: mount and role. */
	name?: string;
	/** True writes it without a question. */
	confirmed?: boolean;
}

export interface CreateTokenOptions {
	connection?: string;
	policies?: string[];
	/** Vault's form (`24h`) or seconds. */
	ttl?: string | number;
	/** Where it is saved, mode 600; without it, and without `reveal`, it is copied to the clipboard. */
	file?: FileOption;
	overwrite?: boolean;
	/** True puts the token itself into the result. */
	reveal?: boolean;
}

export interface CreatedToken {
	accessor: string;
	policies: string[];
	/** ISO 8601; absent where it does not expire. */
	notAfter?: string;
	file?: string;
	/** With `reveal` only. */
	token?: string;
	warnings?: string[];
}
