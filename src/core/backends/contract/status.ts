import type { CallOptions } from '../../common/call.js';
import type { Ability } from './abilities.js';
import type { Identity } from './access.js';

export interface BackendStatus {
	/** `OpenBao`, `Vault`, `Local CA`. */
	readonly product: string;
	readonly version?: string;
	readonly state: 'active' | 'standby' | 'sealed' | 'uninitialized';
	/** ISO 8601; absent when the token never expires or there is none. */
	readonly credentialsExpireAt?: string;
	/** Codes the user should know: `secretsDoNotLast`, `keyLost`, `tokenCheckFailed`. */
	readonly notices?: readonly string[];
	/** What the client can do and the credentials surely do not allow. */
	readonly refused?: readonly Ability[];
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
	/** Who signed in; absent where nobody does. */
	whoAmI?(call?: CallOptions): Promise<Identity>;
	/** Absent where everything is allowed. */
	permissions?(mount: string, role?: string, call?: CallOptions): Promise<Permissions>;
}
