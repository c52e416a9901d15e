/** What the features are given: built once in `extension.ts`, never global. */
import type * as vscode from 'vscode';
import type {
	Backend,
	ConnectionSettings,
	SecretStore,
	UnreadSetting,
} from '../core/backends/contract/backend.js';
import type { BackendRegistry } from '../core/backends/registry.js';
import type { KeptBlock } from '../core/decode/kept.js';
import type { PathCandidate } from '../core/find/paths/candidate.js';

export interface Services {
	readonly context: vscode.ExtensionContext;
	readonly log: vscode.LogOutputChannel;
	/** The kinds of connections. */
	readonly backends: BackendRegistry;
	readonly connections: ConnectionStore;
	readonly clients: ClientPool;
	readonly changes: ChangeHub;
	readonly durability: SecretsWatch;
	readonly writes: WriteRecovery;
	readonly recentFiles: RecentFiles;
	readonly blocks: BlockSource;
	readonly references: ReferenceSource;
}

/** A path in a document, with what is known of the file that it names. */
export interface FileReference extends PathCandidate {
	/** Absent where no file was found. */
	readonly uri?: vscode.Uri;
	/**
	 * `missing` only where the path means a file of this project or this user; `unknown` where it was not looked for, is
	 * too large or closed to us.
	 */
	readonly file:
		| { readonly state: 'read'; readonly blocks: readonly KeptBlock[] }
		| { readonly state: 'missing' | 'unknown' };
}

/** The certificate, key and bundle files that open documents name by their paths. */
export interface ReferenceSource {
	/** A document with such paths was opened, changed and is quiet since, or was closed; or a file that one names changed. */
	readonly onDidChange: vscode.Event<vscode.TextDocument>;
	/** False where no such path can be in the document; costs one scan when it is first asked. */
	mayHold(document: vscode.TextDocument): boolean;
	/** In the document's order; empty when the token is cancelled or the document closed meanwhile. */
	referencesOf(
		document: vscode.TextDocument,
		token?: vscode.CancellationToken,
	): Promise<readonly FileReference[]>;
	referenceAt(
		document: vscode.TextDocument,
		position: vscode.Position,
		token?: vscode.CancellationToken,
	): Promise<FileReference | undefined>;
}

/** Certificates, requests, CRLs and keys in the text of open documents, whatever their language. */
export interface BlockSource {
	/** A document with blocks was opened, changed and is quiet since, or was closed; or it lost the last of them. */
	readonly onDidChange: vscode.Event<vscode.TextDocument>;
	/** False where no block can be in the document; costs one scan when it is first asked. */
	mayHold(document: vscode.TextDocument): boolean;
	/**
	 * Of the document as it stands when the promise resolves, in its order; empty when the token is cancelled or the
	 * document closed meanwhile.
	 */
	blocksOf(
		document: vscode.TextDocument,
		token?: vscode.CancellationToken,
	): Promise<readonly KeptBlock[]>;
	/** Those that stand at a position: a bundle or the base64 of a chain holds several. */
	blocksAt(
		document: vscode.TextDocument,
		position: vscode.Position,
		token?: vscode.CancellationToken,
	): Promise<readonly KeptBlock[]>;
}

/** Certificate files that were written in this session, the newest first. */
export interface RecentFiles {
	add(file: string): void;
	list(): readonly string[];
}

/** What a crash left of files that were being written. */
export interface WriteRecovery {
	/** Clears it away and answers the sets that are not whole. */
	recover(): Promise<readonly InterruptedWrite[]>;
}

/** Whether the secret storage keeps what it is given. */
export interface SecretsWatch {
	/** Secrets of an earlier session are gone; fired once a session at most, when they are first needed. */
	readonly onDidLose: vscode.Event<void>;
	/** Whether secrets that are written now may be gone in the next session. */
	mayForget(): Promise<boolean>;
}

/** A set of files that a crash kept from being written as a whole. Its temporary files are gone. */
export interface InterruptedWrite {
	readonly files: readonly string[];
	/** Old files that were replaced already; they stay where they are. */
	readonly kept: readonly { readonly file: string; readonly old: string }[];
}

/** A connection as the user knows it; secrets are elsewhere. */
export interface Connection extends ConnectionSettings {
	/** Backend id. */
	readonly backend: string;
	/** `environment` connections stand in the tree unsaved; the first use marks them as connected. */
	readonly origin: 'saved' | 'environment' | 'builtIn';
	/** For `environment`: which variable or file described it. */
	readonly describedBy?: string;
	/** For `environment`: what stands there as well and has no effect. */
	readonly unread?: readonly UnreadSetting[];
	readonly pins: readonly Pin[];
}

/** Something the token may use but not list. */
export type Pin =
	| { readonly kind: 'mount'; readonly mount: string }
	| { readonly kind: 'role'; readonly mount: string; readonly role: string }
	| { readonly kind: 'authority'; readonly mount: string; readonly authority: string };

export interface NewConnection {
	readonly backend: string;
	readonly label: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly secrets: Readonly<Record<string, string>>;
}

export interface ConnectionStore {
	/** Also fired when another window changed them. */
	readonly onDidChange: vscode.Event<void>;
	/** Fires `onDidChange` where another window changed them since; also done by itself when the window gets the focus. */
	refresh(): void;
	/** Built-in first, then saved by label, then the environment's. */
	list(): Promise<readonly Connection[]>;
	/** Rejects with `notFound`. */
	get(id: string): Promise<Connection>;
	add(connection: NewConnection): Promise<Connection>;
	/** An empty secret is deleted. */
	update(
		id: string,
		change: Partial<Pick<Connection, 'label' | 'fields' | 'pins'>> & {
			readonly secrets?: Readonly<Record<string, string>>;
		},
	): Promise<void>;
	/** Secrets first, then the rest. */
	remove(id: string): Promise<void>;
	secrets(id: string): SecretStore;
}

export interface ClientPool {
	/** The open client of a connection, opened on first use. Rejects with `restricted` in an untrusted workspace. */
	get(connectionId: string): Promise<Backend>;
	/** Opens a client for settings not saved yet; the caller disposes it. */
	openUnsaved(connection: NewConnection): Promise<Backend>;
	/** Drops the client, so that the next use reads settings and secrets anew. */
	reopen(connectionId: string): void;
}

/** What an action changed, so that the tree refreshes that and nothing else. */
export interface Change {
	/** Absent: everything. */
	readonly connection?: string;
	readonly mount?: string;
	/** Absent: everything below. */
	readonly part?: 'mounts' | 'authorities' | 'roles' | 'certificates' | 'crl';
}

export interface ChangeHub {
	readonly onDidChange: vscode.Event<Change>;
	fire(change: Change): void;
}

/** The second argument of a command that a row of the tree runs when it is clicked, not its menu. */
export const rowClick = 'rowClick';

/** The second argument of a command that a link or a lens in an editor runs: a person called it, whatever it is given. */
export const byLink = 'link';

/** A certificate (or any block) to be shown, wherever it comes from. */
export interface DetailTarget {
	readonly title: string;
	/** PEM or DER of one or more blocks; the first is shown, the others are its chain. Never a private key. */
	readonly content: string | Uint8Array;
	/** Where it lives, for *Revoke*, *Reveal in Tree* and the verdict `revoked`. */
	readonly source?: CertificateSource;
	/** Where it was read from, where it is not one of the certificates issued there. */
	readonly origin?: MountOrigin;
	/** The file it was read from. */
	readonly uri?: vscode.Uri;
	/** `content` is a selection of that file, which does not follow it. */
	readonly isPart?: boolean;
	/** Zero-based: the block at this line is shown first. */
	readonly line?: number;
	/** ISO 8601, or `unknown` where only that it was revoked is known. */
	readonly revokedAt?: string;
	/** RFC 5280, 5.3.1. */
	readonly revocationReason?: string;
}

export interface MountPlace {
	readonly connection: string;
	readonly mount: string;
}

/** The CRL of a mount, or one of its authorities by id. */
export type MountOrigin = MountPlace &
	({ readonly kind: 'crl' } | { readonly kind: 'authority'; readonly authority: string });

export interface RolePlace extends MountPlace {
	readonly role: string;
}

export interface CertificateSource extends MountPlace {
	readonly serialNumber: string;
}

/** The features as the commands see them; features never import one another. */
export interface Views {
	readonly explorer: ExplorerPort;
	readonly details: DetailsPort;
	readonly expiry: ExpiryPort;
}

export interface ExplorerPort {
	/** Selects and expands; loads what it needs. Answers false when it is not in the tree. */
	reveal(target: { connection: string; mount?: string; serialNumber?: string }): Promise<boolean>;
	/** Of a node, or of everything. */
	refresh(node?: unknown): void;
	loadMore(list: ListChoice): Promise<void>;
	loadAll(list: ListChoice): Promise<void>;
	sort(list: ListChoice): Promise<void>;
	filter(list: ListChoice): Promise<void>;
	clearFilter(list: ListChoice): Promise<void>;
	/** What a role allows, as a read-only document. Rejects with the errors of reading it. */
	showRole(place: RolePlace): Promise<void>;
}

/** Which list of certificates is meant. */
export interface ListChoice {
	/** The row of the list, where one was clicked; */
	readonly node?: unknown;
	/** else the one that the selected row of the tree is or stands in, unless one is named; */
	readonly isNamed: boolean;
	/** else that of this mount. */
	readonly ask: () => Promise<MountPlace>;
}

export interface DetailsPort {
	/**
	 * Each certificate, CRL and file has a tab of its own, which is shown again; what is named by nothing (the
	 * clipboard, a selection) and whatever is only looked at (`preview`) share one. A tab opens beside the editor whose
	 * text is shown, else where files open.
	 */
	show(target: DetailTarget, options?: { readonly preview?: boolean }): Promise<void>;
	/** The same facts as a read-only text document; one is reused where it is only looked at. */
	showAsText(target: DetailTarget, options?: { readonly preview?: boolean }): Promise<void>;
}

export interface ExpiryPort {
	/** Lists what is known to expire; `about` says what was checked. */
	show(about?: string): Promise<void>;
	check(options: {
		readonly uris?: readonly vscode.Uri[];
		readonly withinDays?: number;
		readonly signal?: AbortSignal;
		readonly onProgress?: (done: number, total: number) => void;
	}): Promise<ExpiryCheck>;
}

export interface ExpiryCheck {
	readonly items: readonly ExpiryItem[];
	/** Certificate files that were read. */
	readonly read: number;
	readonly leftOut: LeftOut;
}

/** Certificate files that a check did not read. */
export interface LeftOut {
	/** By the setting `pki.expiry.exclude`. */
	readonly excluded: number;
	readonly tooLarge: number;
	readonly unreadable: number;
	/** There are more files than one check reads. */
	readonly more: boolean;
}

/** A certificate or CRL that is out of its validity, or soon will be, at its place in a file. */
export interface ExpiryItem {
	readonly uri: vscode.Uri;
	/** Zero-based. */
	readonly line: number;
	readonly endLine: number;
	readonly kind: 'certificate' | 'crl';
	/** Of a CRL its issuer's. */
	readonly name: string;
	/** Of a CRL its issuer. */
	readonly subject: string;
	/** Of a CRL its next update. */
	readonly notAfter: string;
	/** `contradictory`: it ends before it begins. */
	readonly state: 'expired' | 'expiresSoon' | 'notYetValid' | 'contradictory';
}
