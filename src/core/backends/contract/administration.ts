/** What an operator does to mounts, roles and authorities; a backend has the methods that it can do. */
import type { CallOptions } from '../../common/call.js';
import type {
	BindingOutcome,
	BindPolicyRequest,
	CreateTokenRequest,
	PolicyBinding,
	PolicyFound,
	PolicyReading,
	ReadPolicyRequest,
	RolePolicy,
	RolePolicyRequest,
	TokenOutcome,
	UnbindPolicyRequest,
	WritePolicyRequest,
} from './access.js';
import type { OutcomeNote } from './notes.js';
import type { RevocationReason } from './revoking.js';
import type { RoleRules } from './roles.js';

export interface Administration {
	/** Enables a PKI mount with the maximum TTL its CA will need. */
	enableMount(request: EnableMountRequest, call?: CallOptions): Promise<AdminOutcome>;
	generateRoot(request: GenerateRootRequest, call?: CallOptions): Promise<AuthorityOutcome>;
	/** Makes the key in `mount`, has `parentMount` sign it and imports the answer, in one go. */
	generateIntermediate(
		request: GenerateIntermediateRequest,
		call?: CallOptions,
	): Promise<AuthorityOutcome>;
	/** Creates or changes a role; rules left out keep the server's default (new) or value (existing). */
	writeRole(request: WriteRoleRequest, call?: CallOptions): Promise<AdminOutcome>;
	readUrls(request: MountRequest, call?: CallOptions): Promise<MountUrls>;
	writeUrls(request: WriteUrlsRequest, call?: CallOptions): Promise<AdminOutcome>;
	setDefaultIssuer(request: SetDefaultIssuerRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** A PEM bundle of CA certificates, and keys where the user has them. */
	importBundle(request: ImportBundleRequest, call?: CallOptions): Promise<AdminOutcome>;
	rotateCrl(request: RotateCrlRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** What was issued from it stays. */
	deleteRole(request: DeleteRoleRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** The certificate of an issuer; its key stays in the mount. */
	deleteIssuer(request: DeleteIssuerRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** Revokes its certificate, and with it every certificate below; that cannot be undone. */
	revokeAuthority(request: RevokeAuthorityRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** With everything in it: keys, issuers, roles, certificates and CRLs. */
	disableMount(request: MountRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** Rejects with `forbidden`, reason `missingRight` (args `right`, `path`), as the next two do. */
	readPolicy(request: ReadPolicyRequest, call?: CallOptions): Promise<PolicyFound>;
	/** In place of what has that name. */
	writePolicy(request: WritePolicyRequest, call?: CallOptions): Promise<AdminOutcome>;
	/** It ends with the token that asks, if that one ends first. */
	createToken(request: CreateTokenRequest, call?: CallOptions): Promise<TokenOutcome>;
	/** Gives a policy to somebody, beside those that have it. Rejects with `notFound`, reason `noPolicy`, as the next two do. */
	bindPolicy(request: BindPolicyRequest, call?: CallOptions): Promise<BindingOutcome>;
	listBindings(request: ReadPolicyRequest, call?: CallOptions): Promise<readonly PolicyBinding[]>;
	unbindPolicy(request: UnbindPolicyRequest, call?: CallOptions): Promise<AdminOutcome>;
}

export interface MountRequest {
	readonly mount: string;
}

export interface RotateCrlRequest extends MountRequest {
	/** Authority id or name; absent: of every one. A backend that makes them together makes all. */
	readonly authority?: string;
}

export interface EnableMountRequest extends MountRequest {
	readonly description?: string;
	readonly maxTtlSeconds: number;
}

export interface GenerateRootRequest extends MountRequest {
	readonly commonName: string;
	readonly issuerName?: string;
	readonly ttlSeconds: number;
	readonly keyType: 'ec' | 'rsa' | 'ed25519';
	readonly keyBits?: number;
	/** O of the subject. */
	readonly organization?: string;
	/** OU of the subject. */
	readonly organizationalUnit?: string;
	/** How many CAs may stand below it; 0: it signs end certificates only. Absent: the backend's default. */
	readonly maxPathLength?: number;
}

export interface GenerateIntermediateRequest extends GenerateRootRequest {
	readonly parentMount: string;
	/** Authority id or name in the parent mount; else its default. */
	readonly parentIssuer?: string;
}

export interface WriteRoleRequest extends MountRequest {
	readonly role: string;
	readonly rules: RoleRules;
	/** Whether the role is there already, where the caller knows; else the backend asks. */
	readonly exists?: boolean;
}

export interface DeleteRoleRequest extends MountRequest {
	readonly role: string;
}

export interface DeleteIssuerRequest extends MountRequest {
	/** Authority id or name. */
	readonly issuer: string;
}

export interface RevokeAuthorityRequest extends MountRequest {
	/** Authority id or name. */
	readonly issuer: string;
	readonly reason?: RevocationReason;
}

export interface MountUrls {
	readonly issuingCertificates: readonly string[];
	readonly crlDistributionPoints: readonly string[];
	readonly ocspServers: readonly string[];
}

/** Where anybody may fetch a mount's CA certificate and its CRL. */
export type PublicUrls = Omit<MountUrls, 'ocspServers'>;

export interface WriteUrlsRequest extends MountRequest {
	readonly urls: MountUrls;
}

export interface SetDefaultIssuerRequest extends MountRequest {
	readonly issuer: string;
}

export interface ImportBundleRequest extends MountRequest {
	/** PEM; may hold private keys, so it is never logged and never part of a command line. */
	readonly bundle: string;
}

export interface AdminOutcome {
	/** The server's own words. */
	readonly warnings: readonly string[];
	readonly notes?: readonly OutcomeNote[];
}

export interface AuthorityOutcome extends AdminOutcome {
	readonly certificatePem: string;
	/** From its issuer up, as far as the answer had it. */
	readonly chainPem?: readonly string[];
	readonly serialNumber: string;
	/** ISO 8601: compare with what was asked for, a mount may have capped it. */
	readonly notAfter: string;
	readonly authorityId?: string;
}

/** `any` is for roles alone: whatever a request has. */
export type OfferedKeyType = GenerateRootRequest['keyType'] | 'any';

export type AuthorityWish = 'organization' | 'organizationalUnit' | 'maxPathLength';

export interface AdministrationFacet {
	/** Method by method: what is left out is offered nowhere. */
	readonly administration?: Partial<Administration>;
	/** Where anybody may fetch a mount's CA certificate and CRL; absent where there is no such place. */
	publicUrls?(mount: string): PublicUrls;
	/**
	 * The policy that lets somebody use one role and nothing else; there where policies can be written. Throws `invalid`
	 * where no policy can name the role alone.
	 */
	rolePolicy?(request: RolePolicyRequest): RolePolicy;
	/** Present where the server's documentation can be read in several ways; the likeliest first. */
	readonly policyReadings?: readonly PolicyReading[];
	/** The rules that its roles have; absent: all. */
	readonly roleRules?: readonly (keyof RoleRules)[];
	/** What a new CA may have beside its name, lifetime and key; absent: all of them. */
	readonly authorityWishes?: readonly AuthorityWish[];
	/** The types of key that its CAs and roles may have; absent: all of them. */
	readonly keyTypes?: readonly OfferedKeyType[];
}
