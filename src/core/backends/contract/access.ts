/** Who may use a role: policies that are made from it, and tokens that have them. */

export const roleRights = ['issue', 'sign', 'readRole', 'listCertificates', 'revoke'] as const;

/** `readRole`: what the role allows. `listCertificates` and `revoke` reach every certificate of the mount. */
export type RoleRight = (typeof roleRights)[number];

export interface RolePolicyRequest {
	readonly mount: string;
	readonly role: string;
	readonly allow: readonly RoleRight[];
}

export interface RolePolicy {
	/** As it is proposed. */
	readonly name: string;
	/** In the server's language. */
	readonly policy: string;
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
