import type { CallOptions } from '../../common/call.js';

export interface BackendStatus {
	/** `OpenBao`, `Vault`, `Local CA`. */
	readonly product: string;
	readonly version?: string;
	readonly state: 'active' | 'standby' | 'sealed' | 'uninitialized';
	/** ISO 8601; absent when the token never expires or there is none. */
	readonly credentialsExpireAt?: string;
	/** Codes the user should know: `secretsDoNotLast`, `keyLost`, `tokenCheckFailed`. */
	readonly notices?: readonly string[];
}

export interface Permissions {
	readonly listAuthorities: boolean;
	readonly listRoles: boolean;
	readonly listCertificates: boolean;
	readonly revoke: boolean;
	readonly administer: boolean;
	/** For the role asked about, else true when unknown. */
	readonly issue: boolean;
	readonly sign: boolean;
}

/** Who answers, and what the credentials in use may do there. */
export interface StatusFacet {
	/** Answers also when sealed or standby; rejects when nothing usable answers. */
	status(call?: CallOptions): Promise<BackendStatus>;
	/** Absent where everything is allowed. */
	permissions?(mount: string, role?: string, call?: CallOptions): Promise<Permissions>;
}
