import { join } from 'node:path';
import type * as vscode from 'vscode';
import { BackendRegistry } from '../core/backends/registry.js';
import { lazily } from '../core/common/lazily.js';
import { DocumentBlocks } from './blocks/documentBlocks.js';
import { createChangeHub } from './changes.js';
import { Clients } from './clients.js';
import { createCompareSelection } from './compareSelection.js';
import { Connections } from './connections.js';
import { SecretsDurability } from './durability.js';
import { DocumentReferences } from './references/documentReferences.js';
import { createWriteNotes, noteWritesIn } from './files/writeNotes.js';
import { createRecentFiles } from './recentFiles.js';
import type { Services } from './services.js';
import { LazyIndex } from './workspace/lazyIndex.js';

/** Builds what the features share; nothing is read and nothing is sent yet. */
export function createServices(
	context: vscode.ExtensionContext,
	log: vscode.LogOutputChannel,
	backends = new BackendRegistry(),
): Services {
	const durability = new SecretsDurability(context);
	const connections = new Connections(context, backends, durability);
	const clients = new Clients(context, log, { backends, connections, durability });
	const changes = createChangeHub();
	const writes = createWriteNotes(join(context.globalStorageUri.fsPath, 'writes'), (error) =>
		log.error(`writes: ${error instanceof Error ? error.message : String(error)}`),
	);
	const blocks = new DocumentBlocks(context.extensionPath);
	const references = new DocumentReferences();
	const workspace = new LazyIndex({ extensionPath: context.extensionPath, blocks, log });
	const compareSelection = createCompareSelection();
	const watches = lazily(async () => {
		const { Watches } = await import('./tls/watches.js');
		const made = new Watches({ extensionPath: context.extensionPath, log });
		context.subscriptions.push(made);
		return made;
	});
	context.subscriptions.push(
		compareSelection,
		durability,
		connections,
		clients,
		changes,
		blocks,
		references,
		workspace,
	);
	context.subscriptions.push(noteWritesIn(writes));
	const recentFiles = createRecentFiles();
	return {
		...{ context, log, backends, connections, clients, changes, durability, writes, recentFiles },
		...{ blocks, references, workspace, compareSelection, watches },
	};
}
