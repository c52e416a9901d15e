/** Who may use a role: policies that are made from it, and tokens that have them. */

export const roleRights = ['issue', 'sign', 'readRole', 'listCertificates', 'revoke'] as const;

/** `readRole`: what the role allows. `listCertificates` and `revoke` reach every certificate of the mount. */
export type RoleRight = (typeof roleRights)[number];

export interface RolePolicyRequest {
	readonly mount: string;
	readonly role: string;
	readonly allow: readonly RoleRight[];
	/** One of the backend's `policyReadings`; absent: the first of them. */
	readonly reading?: PolicyReading;
}

/**
 * How the documentation of a server is read that does not say which permission issuing needs, nor whether paths of
 * policies begin with the version of the API (`v1/pki/issue/web`).
 */
export type PolicyReading =
	'readAllowsIssue' | 'writeAllowsIssue' | 'readAllowsIssueBelowV1' | 'writeAllowsIssueBelowV1';

export interface RolePolicy {
	/** As it is proposed. */
	readonly name: string;
	/** In the server's language. */
	readonly policy: string;
	/** Which one that is, as files of it end. */
	readonly language: 'hcl' | 'json';
	/** The one that was taken, where there are several. */
	readonly reading?: PolicyReading;
}

export interface ReadPolicyRequest {
	readonly name: string;
}

export interface PolicyFound {
	/** Undefined: there is none of that name. */
	readonly policy: string | undefined;
}

export interface WritePolicyRequest {
	readonly name: string;
	readonly policy: string;
}

export interface CreateTokenRequest {
	readonly policies: readonly string[];
	/** Absent: the server's default. */
	readonly ttlSeconds?: number;
}

export interface TokenOutcome {
	/** Never logged, and shown only where somebody asks for it. */
	readonly token: string;
	/** Names the token without being one. */
	readonly accessor: string;
	/** All it has, those that every token gets included. */
	readonly policies: readonly string[];
	/** The server's own words. */
	readonly warnings: readonly string[];
	/** Absent: it does not expire. */
	readonly ttlSeconds?: number;
}

export type IdentityKind = 'user' | 'serviceAccount' | 'group';

/** Whom a policy is bound to; absent where the server did not say. */
export interface Identity {
	readonly id: string;
	readonly kind?: IdentityKind;
	/** For people. */
	readonly name?: string;
}

export interface BindPolicyRequest {
	/** Its name. */
	readonly policy: string;
	/** As the server knows it. */
	readonly identity: string;
	readonly identityKind: IdentityKind;
	/** ISO 8601; absent: it does not end. */
	readonly expiresAt?: string;
}

export interface PolicyBinding extends BindPolicyRequest {
	readonly id: string;
}

export interface BindingOutcome {
	readonly binding: PolicyBinding;
	/** The server's own words. */
	readonly warnings: readonly string[];
}

export interface UnbindPolicyRequest {
	/** Its name. */
	readonly policy: string;
	/** The binding's. */
	readonly id: string;
}
