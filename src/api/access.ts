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
	/** Where the server's documentation can be read in several ways; default: as in its example. */
	reading?:
		'readAllowsIssue' | 'writeAllowsIssue' | 'readAllowsIssueBelowV1' | 'writeAllowsIssueBelowV1';
	/** True writes it without a question. */
	confirmed?: boolean;
}

export interface CreatedPolicy {
	name: string;
	policy: string;
	language: 'hcl' | 'json';
	/** Which one was written, where there are several. */
	reading?: CreatePolicyOptions['reading'];
}

export interface BindPolicyOptions {
	connection?: string;
	/** Name of the policy. */
	policy?: string;
	/** As the server has it. */
	identity?: string;
	identityKind?: 'user' | 'serviceAccount' | 'group';
	/** `30d`, or seconds; without it, the binding does not expire. */
	ttl?: string | number;
}

export interface PolicyBinding {
	id: string;
	policy: string;
	identity: string;
	identityKind: 'user' | 'serviceAccount' | 'group';
	expiresAt?: string;
}

export interface UnbindPolicyOptions {
	connection?: string;
	/** Name of the policy. */
	policy?: string;
	/** Id of the binding, as `pki.bindPolicy` answers it. */
	binding?: string;
	/** True unbinds without a question, if policy and binding are given. */
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
