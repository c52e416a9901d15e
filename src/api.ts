/**
 * The commands as an API for keybindings, tasks and other extensions: one options object in, plain data out, never a
 * private key. What is given is not asked. A failure rejects with an `Error` whose `code` is an `ErrorCode`.
 */
import type { Uri } from 'vscode';
import type {
	BlockError,
	BlockNote,
	DecodedFacts,
	SubjectAltName,
	Verdict,
} from './core/x509/model.js';

/** A `Uri`, or an absolute file-system path. */
export type FileOption = Uri | string;

export interface ListOptions {
	connection?: string;
	/** With or without its trailing slash. */
	mount?: string;
	cursor?: string;
	limit?: number;
}

export interface ListResult<T> {
	items: T[];
	cursor?: string;
}

export interface ConnectionItem {
	id: string;
	backend: string;
	label: string;
	/** `saved`, `environment`, `builtIn`. */
	origin: 'saved' | 'environment' | 'builtIn';
}

export interface NewLocalCaOptions {
	keysIn?: 'secretStorage' | 'file';
	/** A CA that is there already, with those above it; absent: a root is made. */
	certificate?: FileOption;
	/** Its private key. */
	key?: FileOption;
	/** Of an encrypted key. */
	password?: string;
	confirmed?: boolean;
}

export interface AuthorityItem {
	id: string;
	name: string;
	mount: string;
	subject?: string;
	serialNumber?: string;
	notBefore?: string;
	notAfter?: string;
	isDefault: boolean;
}

export interface RoleItem {
	role: string;
	mount: string;
}

export interface CertificateItem {
	serialNumber: string;
	name: string;
	mount: string;
	subject?: string;
	issuer?: string;
	notBefore?: string;
	notAfter?: string;
	subjectAltNames?: SubjectAltName[];
	revoked: boolean;
}

export interface AddConnectionOptions {
	backend?: string;
	label?: string;
	fields?: Record<string, string>;
	secrets?: Record<string, string>;
}

export interface EditConnectionOptions {
	connection?: string;
	label?: string;
	/** What is not named stays; an empty text takes a field away. */
	fields?: Record<string, string>;
	secrets?: Record<string, string>;
	/** When asked: the setting to begin with. */
	field?: string;
}

export interface IssueTestCertificateOptions {
	names?: string[];
	folder?: FileOption;
	usage?: 'server' | 'client' | 'both';
	days?: number;
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	/** Also a `.p12` file, encrypted with `pkcs12Password`; no result holds a password. */
	pkcs12?: boolean;
	pkcs12Password?: string;
	overwrite?: boolean;
}

export interface IssuedFiles {
	serialNumber: string;
	notAfter: string;
	files: { certificate: string; key?: string; chain?: string; ca?: string; pkcs12?: string };
	/** How it differs from what was asked for, what clients will not accept, and the server's own words; the gravest first. */
	warnings?: string[];
}

export interface IssueCertificateOptions {
	connection?: string;
	mount?: string;
	role?: string;
	commonName?: string;
	altNames?: string[];
	ipSans?: string[];
	uriSans?: string[];
	/** Vault's form (`720h`, `30d`, seconds). */
	ttl?: string | number;
	issuer?: string;
	folder?: FileOption;
	overwrite?: boolean;
	/** Make the key on this machine and send a request only. Default: where the token may call `sign`. */
	localKey?: boolean;
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	/** Where the role leaves it open (the Local CA's `custom`). */
	usage?: 'server' | 'client' | 'both';
	/** Also a `.p12` file, encrypted with `pkcs12Password`; no result holds a password. */
	pkcs12?: boolean;
	pkcs12Password?: string;
}

export interface CreateRequestOptions {
	/** RFC 4514; else `CN=<first name>`. */
	subject?: string;
	names?: string[];
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	folder?: FileOption;
	overwrite?: boolean;
}

export interface SignRequestOptions extends Omit<
	IssueCertificateOptions,
	'localKey' | 'keyType' | 'keyBits' | 'pkcs12' | 'pkcs12Password'
> {
	/** A file, or PEM text. */
	request?: FileOption;
}

export interface RevokeCertificateOptions {
	connection?: string;
	mount?: string;
	serialNumber?: string;
	/** A file, or PEM text: presented in place of its number, for what the server does not store. */
	certificate?: FileOption;
	reason?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

export interface DeleteRoleOptions {
	connection?: string;
	mount?: string;
	role?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

export interface DeleteIssuerOptions {
	connection?: string;
	mount?: string;
	/** Its id or name. */
	issuer?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

export interface DeleteMountOptions {
	connection?: string;
	mount?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

/** The server's own words. */
export interface DeleteResult {
	warnings: readonly string[];
}

export interface DecodeOptions {
	uri?: FileOption;
	text?: string;
	/** With `uri`, zero-based: which block is shown first. */
	line?: number;
	/** False only returns. */
	show?: boolean;
}

/**
 * A readable block carries its facts' fields; another one `error` in their place. Lines count from zero, as in VS Code's
 * `Position`: `line` is where the block begins, `error.line` where it is damaged. `note` says what is wrong with how the
 * block is written although it could be read, such as a wrong label or a damaged BEGIN line.
 */
export type DecodedItem = {
	line: number;
	label: string;
	note?: BlockNote & { message: string };
} & (DecodedFacts | { error: BlockError & { message: string } });

export interface CheckExpiryOptions {
	uris?: FileOption[];
	withinDays?: number;
}

export interface ExpiryFinding {
	/** A file-system path; the URI itself where the file is not local. */
	uri: string;
	/** Of the BEGIN line, from zero. */
	line: number;
	kind: 'certificate' | 'crl';
	/** Of a CRL its issuer. */
	subject: string;
	/** Of a CRL its next update. */
	notAfter: string;
	/** `contradictory`: it ends before it begins. */
	state: Extract<Verdict, 'expired' | 'expiresSoon' | 'notYetValid'> | 'contradictory';
}

export interface CheckExpiryResult {
	findings: ExpiryFinding[];
	/** How many certificate files were read. */
	read: number;
	/** How many were not, and why; `more`: a search reads 20,000 files, and there are more. */
	leftOut: { excluded: number; tooLarge: number; unreadable: number; more: boolean };
}

export interface GenerateClientConfigOptions {
	/** `openclaw`, `node-https`, `node-tls`, `node-undici`, `node-vault`. */
	target?: string;
	/** `esm` (default) or `cjs`, for the Node targets. */
	variant?: string;
	/** Leaf first; a file with the whole chain where the server does not know the intermediates. */
	certificate?: FileOption;
	key?: FileOption;
	ca?: FileOption;
	serverName?: string;
	url?: string;
	/** PEM in the text instead of paths: certificate, CA and, unless `inlineKey` is false, the private key. */
	inline?: boolean;
	/** With `inline`. False leaves the private key in its file; true says that it shall stand in a document. */
	inlineKey?: boolean;
	/** Default `absolute`, and `relative` (to the folder of the workspace that a file lies in) where something is asked. */
	paths?: 'relative' | 'absolute';
	/** `clipboard` (default where something is asked), `document`, or `none` (default where nothing is). */
	output?: 'document' | 'clipboard' | 'none';
}

/** Command id → what it takes and gives. Everything listed in docs/commands.md. */
export interface PkiCommands {
	'pki.addConnection': { options: AddConnectionOptions; result: { id: string } };
	'pki.editConnection': { options: EditConnectionOptions; result: { id: string } };
	'pki.removeConnection': {
		options: { connection?: string; confirmed?: boolean };
		result: undefined;
	};
	'pki.listConnections': { options: ListOptions; result: ListResult<ConnectionItem> };
	'pki.newLocalCa': {
		options: NewLocalCaOptions;
		result: { keysIn: 'secretStorage' | 'file' };
	};
	'pki.listAuthorities': { options: ListOptions; result: ListResult<AuthorityItem> };
	'pki.listRoles': { options: ListOptions; result: ListResult<RoleItem> };
	'pki.listCertificates': { options: ListOptions; result: ListResult<CertificateItem> };
	'pki.issueTestCertificate': { options: IssueTestCertificateOptions; result: IssuedFiles };
	'pki.issueCertificate': { options: IssueCertificateOptions; result: IssuedFiles };
	'pki.createRequest': {
		options: CreateRequestOptions;
		result: { files: { request: string; key: string }; warnings?: string[] };
	};
	'pki.signRequest': { options: SignRequestOptions; result: IssuedFiles };
	'pki.revokeCertificate': {
		options: RevokeCertificateOptions;
		result: { revoked: boolean; message: string };
	};
	'pki.deleteRole': { options: DeleteRoleOptions; result: DeleteResult };
	'pki.deleteIssuer': { options: DeleteIssuerOptions; result: DeleteResult };
	'pki.deleteMount': { options: DeleteMountOptions; result: DeleteResult };
	'pki.decode': { options: DecodeOptions; result: { blocks: DecodedItem[] } };
	'pki.checkExpiry': { options: CheckExpiryOptions; result: CheckExpiryResult };
	'pki.generateClientConfig': {
		options: GenerateClientConfigOptions;
		result: { languageId: string; text: string; warnings?: string[] };
	};
}
