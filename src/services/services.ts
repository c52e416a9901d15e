/** What the features are given: built once in `extension.ts`, never global. */
import type * as vscode from 'vscode';
import type { BackendRegistry } from '../core/backends/registry.js';
import type { BlockSource } from './blocks/blockSource.js';
import type { ChangeHub } from './changes.js';
import type { ClientPool } from './clients.js';
import type { CompareSelection } from './compareSelection.js';
import type { ConnectionStore } from './connectionStore.js';
import type { SecretsWatch } from './durability.js';
import type { WriteRecovery } from './files/writeJournal.js';
import type { RecentFiles } from './recentFiles.js';
import type { ReferenceSource } from './references/referenceSource.js';
import type { Watches } from './tls/watches.js';
import type { WorkspaceIndex } from './workspace/workspaceIndex.js';

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
	readonly compareSelection: CompareSelection;
	readonly blocks: BlockSource;
	readonly references: ReferenceSource;
	readonly workspace: WorkspaceIndex;
	/** Of handshakes; loaded with the first. */
	readonly watches: () => Promise<Watches>;
}
