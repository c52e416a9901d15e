/**
 * The commands as an API for keybindings, tasks and other extensions: one options object in, plain data out, never a
 * private key. What is given is not asked. A failure rejects with an `Error` whose `code` is an `ErrorCode`.
 */
import type {
	BindPolicyOptions,
	CreatedPolicy,
	CreatedToken,
	CreatePolicyOptions,
	CreateTokenOptions,
	PolicyBinding,
	UnbindPolicyOptions,
} from './api/access.js';
import type { AuditLogResult, ShowAuditLogOptions } from './api/auditing.js';
import type { ConfigConversion, GenerateClientConfigOptions } from './api/clientConfig.js';
import type {
	AddConnectionOptions,
	EditConnectionOptions,
	NewLocalCaOptions,
	TerminalEnvironmentOptions,
} from './api/connecting.js';
import type { CompareOptions, ConvertOptions, FieldDifference } from './api/converting.js';
import type { ExplainedError, ExplainErrorOptions } from './api/explaining.js';
import type {
	CheckExpiryOptions,
	CheckExpiryResult,
	CheckFinding,
	CheckOptions,
	DecodeOptions,
	DecodedItem,
} from './api/inspecting.js';
import type {
	CreateRequestOptions,
	IssueCertificateOptions,
	IssueTestCertificateOptions,
	IssuedFiles,
	SignRequestOptions,
} from './api/issuing.js';
import type {
	AuthorityItem,
	CertificateItem,
	ConnectionItem,
	ListOptions,
	ListResult,
	RoleItem,
} from './api/listing.js';
import type { ProbeOptions, ProbeResult } from './api/probing.js';
import type {
	EchoClientResult,
	PreflightOptions,
	PreflightResult,
	StartEchoClientOptions,
	StartEchoServerOptions,
} from './api/peers.js';
import type {
	CrlOptions,
	DeleteIssuerOptions,
	DeleteMountOptions,
	DeleteResult,
	DeleteRoleOptions,
	RevokeCertificateOptions,
} from './api/revoking.js';
import type { GenerateRenewalFilesOptions, RenewalFilesResult } from './api/renewing.js';
import type { RenewOptions, RotateOptions, RotateResult } from './api/rotating.js';
import type {
	StopWatchOptions,
	StopWatchResult,
	WatchOptions,
	WatchResult,
} from './api/watching.js';
import type { ExportWorkspaceOptions, WorkspaceItem } from './api/workspace.js';

export type * from './api/access.js';
export type * from './api/auditing.js';
export type * from './api/clientConfig.js';
export type * from './api/connecting.js';
export type * from './api/converting.js';
export type * from './api/explaining.js';
export type * from './api/fileOption.js';
export type * from './api/inspecting.js';
export type * from './api/issuing.js';
export type * from './api/listing.js';
export type * from './api/peers.js';
export type * from './api/probing.js';
export type * from './api/renewing.js';
export type * from './api/revoking.js';
export type * from './api/rotating.js';
export type * from './api/watching.js';
export type * from './api/workspace.js';

/** Command id → what it takes and gives. Everything listed in docs/commands.md. */
export interface PkiCommands {
	'pki.addConnection': { options: AddConnectionOptions; result: { id: string } };
	'pki.editConnection': { options: EditConnectionOptions; result: { id: string } };
	'pki.removeConnection': {
		options: { connection?: string; confirmed?: boolean };
		result: undefined;
	};
	'pki.setTerminalEnvironment': {
		options: TerminalEnvironmentOptions;
		result: { variables: string[] };
	};
	'pki.clearTerminalEnvironment': { options: Record<string, never>; result: undefined };
	'pki.watch': { options: WatchOptions; result: WatchResult };
	'pki.stopWatch': { options: StopWatchOptions; result: StopWatchResult };
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
	'pki.createPolicy': { options: CreatePolicyOptions; result: CreatedPolicy };
	'pki.bindPolicy': { options: BindPolicyOptions; result: PolicyBinding };
	'pki.unbindPolicy': { options: UnbindPolicyOptions; result: DeleteResult };
	'pki.showAuditLog': { options: ShowAuditLogOptions; result: AuditLogResult };
	'pki.showCrl': { options: CrlOptions; result: undefined };
	'pki.rotateCrl': { options: CrlOptions; result: DeleteResult };
	'pki.createToken': { options: CreateTokenOptions; result: CreatedToken };
	'pki.renewCertificate': { options: RenewOptions; result: RotateResult };
	'pki.rotate': { options: RotateOptions; result: RotateResult };
	'pki.renewAllDue': { options: { confirmed?: boolean }; result: RotateResult };
	'pki.generateRenewalFiles': {
		options: GenerateRenewalFilesOptions;
		result: RenewalFilesResult;
	};
	'pki.deleteRole': { options: DeleteRoleOptions; result: DeleteResult };
	'pki.revokeIssuer': { options: DeleteIssuerOptions; result: DeleteResult };
	'pki.deleteIssuer': { options: DeleteIssuerOptions; result: DeleteResult };
	'pki.deleteMount': { options: DeleteMountOptions; result: DeleteResult };
	'pki.decode': { options: DecodeOptions; result: { blocks: DecodedItem[] } };
	'pki.check': { options: CheckOptions; result: { findings: CheckFinding[] } };
	'pki.probe': { options: ProbeOptions; result: ProbeResult };
	'pki.checkExpiry': { options: CheckExpiryOptions; result: CheckExpiryResult };
	'pki.explainError': { options: ExplainErrorOptions; result: ExplainedError };
	'pki.listWorkspaceCertificates': {
		options: Record<string, never>;
		result: { items: WorkspaceItem[] };
	};
	'pki.exportWorkspaceCertificates': {
		options: ExportWorkspaceOptions;
		result: { file: string };
	};
	'pki.convert': { options: ConvertOptions; result: { files: string[] } };
	'pki.compare': { options: CompareOptions; result: { differences: FieldDifference[] } };
	'pki.preflight': { options: PreflightOptions; result: PreflightResult };
	'pki.startEchoServer': {
		options: StartEchoServerOptions;
		result: { id: string; port: number };
	};
	'pki.stopEchoServer': { options: { id?: string }; result: undefined };
	'pki.startEchoClient': { options: StartEchoClientOptions; result: EchoClientResult };
	'pki.generateClientConfig': {
		options: GenerateClientConfigOptions;
		result: {
			languageId: string;
			text: string;
			warnings?: string[];
			conversion?: ConfigConversion;
		};
	};
}
