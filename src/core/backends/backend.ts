/**
 * The contract between the extension and whatever issues certificates. A backend is a `BackendDefinition` (what the
 * wizard needs before there is a connection) whose `connect` answers a `Backend`. What a backend cannot do, it does
 * not define; menus and forms follow from that. Serial numbers are lower-case hex without separators, times ISO 8601
 * in UTC, mounts without a trailing slash. Every method rejects with a `PkiError`.
 */
import type { CallOptions } from '../common/call.js';
import type { Logger } from '../common/logger.js';
import type { SubjectAltName } from '../x509/model.js';
import type { Administration } from './administration.js';

// --- Before there is a connection ------------------------------------------------------------------------------

export interface BackendDefinition<Id extends string = string> {
	readonly id: Id;
	/** A product's name, not translated. */
	readonly label: string;
	readonly fields: readonly ConnectionField[];
	/** False for a backend that never leaves this machine. */
	readonly network: boolean;
	/** At most one connection of this kind, always listed (the Local CA). */
	readonly builtIn?: boolean;
	/** Connections that the environment already describes; reads variables and files, sends nothing. */
	discover?(environment: EnvironmentReader): Promise<readonly DiscoveredConnection[]>;
	connect(settings: ConnectionSettings, host: BackendHost): Promise<Backend>;
}

export interface ConnectionField {
	readonly id: string;
	/** English; the interface looks up its translation by this text. */
	readonly label: string;
	readonly kind: 'text' | 'url' | 'file' | 'secret';
	readonly required?: boolean;
	readonly placeholder?: string;
	/** One sentence below the question. */
	readonly description?: string;
	/** Asked only when the user opens the further settings. */
	readonly advanced?: boolean;
	/** A code (`notUrl`, `insecureUrl`, …) when the value cannot be right. */
	validate?(value: string): string | undefined;
}

/** Values by field id; never a secret. */
export interface ConnectionSettings {
	readonly id: string;
	readonly label: string;
	readonly fields: Readonly<Record<string, string>>;
}

export interface DiscoveredConnection extends ConnectionSettings {
	/** Which variable or file described it: `VAULT_ADDR`. */
	readonly origin: string;
	/** Reads the secret anew at every call; nothing is copied. */
	secret(name: string): Promise<string | undefined>;
}

export interface EnvironmentReader {
	variable(name: string): string | undefined;
	/** A file's text by absolute path or `~/…`; undefined when it is not there. */
	file(path: string): Promise<string | undefined>;
}

/** What a backend is given to work with; everything that touches the machine comes through here. */
export interface BackendHost {
	readonly log: Logger;
	readonly secrets: SecretStore;
	/** Small text files of this connection, written atomically, 0600. */
	readonly files: StateFiles;
	/** Reads a file the user named (CA file, client certificate or key), by absolute path. */
	readFile(path: string): Promise<Uint8Array>;
	now(): Date;
}

export interface SecretStore {
	get(name: string): Promise<string | undefined>;
	set(name: string, value: string): Promise<void>;
	delete(name: string): Promise<void>;
}

export interface StateFiles {
	read(name: string): Promise<string | undefined>;
	write(name: string, text: string): Promise<void>;
	/** Adds a line to the end of a file, creating it if needed. */
	append(name: string, line: string): Promise<void>;
	delete(name: string): Promise<void>;
}

// --- A connection -----------------------------------------------------------------------------------------------

export interface Backend {
	/** Answers also when sealed or standby; rejects when nothing usable answers. */
	status(call?: CallOptions): Promise<BackendStatus>;

	listMounts(page: PageRequest, call?: CallOptions): Promise<Page<Mount>>;
	listAuthorities(mount: string, page: PageRequest, call?: CallOptions): Promise<Page<Authority>>;
	listRoles(mount: string, page: PageRequest, call?: CallOptions): Promise<Page<RoleSummary>>;
	/** Newest first where the backend knows, else in the backend's own order. */
	listCertificates(
		mount: string,
		page: PageRequest,
		call?: CallOptions,
	): Promise<Page<CertificateSummary>>;

	/** How many a mount holds; asked for after the first page where `total` is absent. */
	countCertificates?(mount: string, call?: CallOptions): Promise<number>;

	readAuthority(mount: string, id: string, call?: CallOptions): Promise<AuthorityRecord>;
	readRole(mount: string, role: string, call?: CallOptions): Promise<Role>;
	readCertificate(mount: string, serial: string, call?: CallOptions): Promise<CertificateRecord>;

	listRevoked?(
		mount: string,
		page: PageRequest,
		call?: CallOptions,
	): Promise<Page<CertificateSummary>>;
	readCrl?(mount: string, call?: CallOptions): Promise<CrlRecord>;

	issue?(request: IssueRequest, call?: CallOptions): Promise<IssuedCertificate>;
	sign?(request: SignRequest, call?: CallOptions): Promise<IssuedCertificate>;
	revoke?(request: RevokeRequest, call?: CallOptions): Promise<RevokeOutcome>;
	/** Present when `revoke` takes a reason. */
	readonly revocationReasons?: readonly RevocationReason[];

	/**
	 * Starts anew with fresh keys; what was issued stays listed, unless it is to be forgotten. Present where the
	 * extension itself is the CA.
	 */
	reset?(options: ResetOptions, call?: CallOptions): Promise<void>;

	/** What the credentials in use may do in a mount; absent where everything is allowed. */
	permissions?(mount: string, role?: string, call?: CallOptions): Promise<Permissions>;

	/** Present when mounts, roles and authorities can be administered. */
	readonly administration?: Administration;

	/** The command line that does the same, without any token; absent where there is none. */
	readonly commandLine?: CommandLine;

	/** Closes sockets; the object is not used again. */
	dispose(): void;
}

/** Where to go on, and how much: `cursor` is a page's own, opaque. Limits above 5,000 are cut to it. */
export interface PageRequest {
	readonly cursor?: string;
	readonly limit?: number;
}

export interface Page<T> {
	readonly items: readonly T[];
	/** Absent on the last page. */
	readonly cursor?: string;
	/** The number of items over all pages, where the backend knows it without reading them. */
	readonly total?: number;
}

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

export interface Mount {
	/** Path, no trailing slash. `local` for the Local CA. */
	readonly mount: string;
	readonly description?: string;
	readonly maxTtlSeconds?: number;
}

export interface Authority {
	/** The id that `issuer` fields take. */
	readonly id: string;
	readonly name: string;
	readonly subject?: string;
	readonly serialNumber?: string;
	readonly notBefore?: string;
	readonly notAfter?: string;
	readonly isDefault: boolean;
	/** The id of the authority above it in the same mount; absent for roots and for issuers from elsewhere. */
	readonly parentId?: string;
	/** False when only the certificate is here and nothing can be signed with it. */
	readonly hasKey: boolean;
}

export interface AuthorityRecord extends Authority {
	readonly certificatePem: string;
	/** From this authority's issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
}

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
	readonly enforceHostnames?: boolean;
	readonly allowIpSans?: boolean;
	/** Globs; an empty list allows none. */
	readonly allowedUriSans?: readonly string[];
	readonly requireCommonName?: boolean;
	readonly serverAuth?: boolean;
	readonly clientAuth?: boolean;
	readonly keyType?: string;
	readonly keyBits?: number;
	readonly ttlSeconds?: number;
	readonly maxTtlSeconds?: number;
	/** Authority id or name that signs. */
	readonly issuer?: string;
	readonly storesCertificates?: boolean;
	/** When signing, the request's own common name counts, and one beside it is ignored. */
	readonly takesCommonNameFromRequest?: boolean;
	/** The same for alternative names. */
	readonly takesAltNamesFromRequest?: boolean;
}

export interface CertificateSummary {
	readonly serialNumber: string;
	/** CN, else first SAN, else the serial number. */
	readonly name: string;
	readonly subject?: string;
	readonly issuer?: string;
	readonly notBefore?: string;
	readonly notAfter?: string;
	readonly subjectAltNames?: readonly SubjectAltName[];
	readonly isCa?: boolean;
	readonly revoked: boolean;
	readonly revokedAt?: string;
	/** Set when the list knew the serial number only and the certificate could not be read. */
	readonly unread?: boolean;
}

export interface CertificateRecord extends CertificateSummary {
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
	readonly revocationReason?: RevocationReason;
}

export interface CrlRecord {
	readonly crlPem: string;
	readonly crlNumber?: string;
	readonly nextUpdate?: string;
}

// --- Writing ----------------------------------------------------------------------------------------------------

/** What an issue request and a sign request have in common; names are checked against the role by the server. */
export interface CertificateWishes {
	readonly mount: string;
	readonly role: string;
	readonly commonName?: string;
	/** DNS names and e-mail addresses. */
	readonly altNames?: readonly string[];
	readonly ipSans?: readonly string[];
	readonly uriSans?: readonly string[];
	readonly ttlSeconds?: number;
	/** Authority id or name; else the role's, else the default. */
	readonly issuer?: string;
}

export interface IssueRequest extends CertificateWishes {
	/** For backends whose roles leave it open (the Local CA). */
	readonly keyType?: KeyKind;
	readonly usage?: CertificateUsage;
}

export interface SignRequest extends CertificateWishes {
	/** PEM. */
	readonly request: string;
	readonly usage?: CertificateUsage;
}

export type CertificateUsage = 'server' | 'client' | 'both';
export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-4096' | 'Ed25519';

export interface IssuedCertificate {
	readonly serialNumber: string;
	readonly notAfter: string;
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as the backend knows. */
	readonly chainPem: readonly string[];
	/** PKCS#8 PEM; only from `issue`. */
	readonly privateKeyPem?: string;
	readonly warnings: readonly ServerWarning[];
}

export interface RevokeRequest {
	readonly mount: string;
	readonly serialNumber: string;
	readonly reason?: RevocationReason;
}

export interface RevokeOutcome {
	/** False when the server did not revoke it: `outcome` says why. */
	readonly revoked: boolean;
	readonly outcome: 'revoked' | 'alreadyRevoked' | 'alreadyExpired' | 'refused';
	readonly revokedAt?: string;
	readonly warnings: readonly ServerWarning[];
}

export interface ResetOptions {
	/** Deletes keys, certificates and the list of what was issued; the next use makes a CA. */
	readonly forget?: boolean;
	/** Where the new keys are kept: the secret storage (default), or a file where that does not last. */
	readonly keysIn?: 'secretStorage' | 'file';
}

/** RFC 5280, 5.3.1. */
export type RevocationReason =
	| 'unspecified'
	| 'keyCompromise'
	| 'affiliationChanged'
	| 'superseded'
	| 'cessationOfOperation'
	| 'privilegeWithdrawn';

/** The server's own words. */
export type ServerWarning = string;

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

/** A server action as data, so that it can be shown as a command line instead of being run. */
export type Operation =
	| { readonly kind: 'issue'; readonly request: IssueRequest }
	| { readonly kind: 'sign'; readonly request: SignRequest }
	| { readonly kind: 'revoke'; readonly request: RevokeRequest }
	| {
			[K in keyof Administration]: {
				readonly kind: K;
				readonly request: Parameters<Administration[K]>[0];
			};
	  }[keyof Administration];

export interface CommandLine {
	/** Programs that take it, the likeliest first: `bao`, `vault`. */
	readonly programs: readonly string[];
	/** One or more lines for a POSIX shell, every argument quoted as needed; no token. */
	render(program: string, operation: Operation): string;
}

// --- Registering ------------------------------------------------------------------------------------------------

export function defineBackend<const Id extends string>(
	definition: BackendDefinition<Id>,
): BackendDefinition<Id> {
	return definition;
}
