/**
 * The contract between the extension and whatever issues certificates. A backend is a `BackendDefinition` (what the
 * wizard needs before there is a connection) whose `connect` answers a `Backend`. What a backend cannot do, it does
 * not define; menus and forms follow from that. Serial numbers are lower-case hex without separators, times ISO 8601
 * in UTC, mounts without a trailing slash. Every method rejects with a `PkiError`.
 *
 * Beside this file: `host.ts` (what a backend is given), `records.ts` (what it lists and reads), `requests.ts` (what it
 * is asked to do) and `administration.ts` (what an operator does).
 */
import type { CallOptions } from '../../common/call.js';
import type { Administration, PublicUrls } from './administration.js';
import type { BackendHost, EnvironmentReader } from './host.js';
import type {
	Authority,
	AuthorityRecord,
	CertificateRecord,
	CertificateSummary,
	CrlRecord,
	Mount,
	Role,
	RoleSummary,
} from './records.js';
import type {
	CommandLine,
	IssuedCertificate,
	IssueRequest,
	Permissions,
	ResetOptions,
	RevocationReason,
	RevokeOutcome,
	RevokeRequest,
	SignRequest,
} from './requests.js';

export type * from './host.js';
export type * from './records.js';
export type * from './requests.js';

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
	/** Failures that another value may mend: codes of errors, alone or with a reason (`untrusted/nameMismatch`). */
	readonly mends?: readonly string[];
	/** A code (`notUrl`, `insecureUrl`, …) when the value cannot be right. */
	validate?(value: string): string | undefined;
	/** What is kept of the value, which may be pasted; undefined where it cannot be read. */
	correct?(value: string): Correction | undefined;
}

/** A value as it was meant. */
export interface Correction {
	readonly value: string;
	/** What it says of other fields, by their ids: proposed where they are empty. */
	readonly others: Readonly<Record<string, string>>;
	/** A name for the connection. */
	readonly label: string;
	/** A user name or a password was taken off. */
	readonly hadCredentials: boolean;
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
	/** What stands there as well and has no effect. */
	readonly unread: readonly UnreadSetting[];
	/** Reads the secret anew at every call; nothing is copied. */
	secret(name: string): Promise<string | undefined>;
}

/** Something in the environment that other programs heed and this connection does not. */
export interface UnreadSetting {
	/** Of the variable or the file; never its value. */
	readonly name: string;
	/** `checksStayOn`: it would switch off the check of certificates. */
	readonly reason: 'unread' | 'checksStayOn' | 'tokenHelper' | 'credentials';
	/** What to set instead. */
	readonly instead?: string;
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

	/** Where anybody may fetch a mount's CA certificate and CRL; absent where there is no such place. */
	publicUrls?(mount: string): PublicUrls;

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

// --- Registering ------------------------------------------------------------------------------------------------

export function defineBackend<const Id extends string>(
	definition: BackendDefinition<Id>,
): BackendDefinition<Id> {
	return definition;
}
