import type * as vscode from 'vscode';
import { createChangeHub } from './changes.js';
import { Clients } from './clients.js';
import { Connections } from './connections.js';
import { SecretsDurability } from './durability.js';
import type { Services } from './services.js';

/** Builds what the features share; nothing is read and nothing is sent yet. */
export function createServices(
	context: vscode.ExtensionContext,
	log: vscode.LogOutputChannel,
): Services {
	const durability = new SecretsDurability(context);
	const connections = new Connections(context, durability);
	const clients = new Clients(context, log, connections, durability);
	const changes = createChangeHub();
	context.subscriptions.push(durability, connections, clients, changes);
	return { context, log, connections, clients, changes, durability };
}
