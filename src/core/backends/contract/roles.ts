export interface RoleSummary {
	/** The name that `role` options take. */
	readonly role: string;
	/** Present when the backend had the rules at hand. */
	readonly rules?: RoleRules;
}

export interface Role extends RoleSummary {
	readonly rules: RoleRules;
}

/** What a role allows, in one shape for all backends. Absent means: the backend does not restrict it or does not say. */
export interface RoleRules {
	readonly allowAnyName?: boolean;
	readonly allowedDomains?: readonly string[];
	readonly allowBareDomains?: boolean;
	readonly allowSubdomains?: boolean;
	readonly allowGlobDomains?: boolean;
	readonly allowWildcards?: boolean;
	readonly allowLocalhost?: boolean;
	/** The name of the token that asks, and what lies below it. */
	readonly allowTokenName?: boolean;
	/** `{{…}}` in the domains is filled in by the server, from who asks. */
	readonly domainsHaveTemplates?: boolean;
	readonly enforceHostnames?: boolean;
	readonly allowIpSans?: boolean;
	/** Globs; an empty list allows none. */
	readonly allowedUriSans?: readonly string[];
	/** `{{…}}` in the URIs is filled in by the server, from who asks. */
	readonly urisHaveTemplates?: boolean;
	readonly requireCommonName?: boolean;
	/** What a common name may be: `email`, `hostname`, or `disabled` for any text. */
	readonly commonNameChecks?: readonly string[];
	readonly serverAuth?: boolean;
	readonly clientAuth?: boolean;
	readonly keyType?: string;
	readonly keyBits?: number;
	readonly ttlSeconds?: number;
	readonly maxTtlSeconds?: number;
	/** Authority id or name that signs. */
	readonly issuer?: string;
	readonly storesCertificates?: boolean;
	/** When signing, the request's own common name counts: none need stand beside it, and most servers ignore one. */
	readonly takesCommonNameFromRequest?: boolean;
	/** The same for alternative names. */
	readonly takesAltNamesFromRequest?: boolean;
}
