import * as vscode from 'vscode';
import { registerCommands } from './commands/command.js';
import { registerDebugCheck } from './debugging/debugCheck.js';
import { registerDetails } from './details/details.js';
import { registerBlockFeatures } from './editor/blocks/blockFeatures.js';
import { registerPaste } from './editor/paste/paste.js';
import { registerPathFeatures } from './editor/paths/pathFeatures.js';
import { registerQuickFixes } from './editor/fixes/quickFixes.js';
import { registerExplanations } from './explanations/explanations.js';
import { registerExplorer } from './explorer/explorer.js';
import { registerPeers } from './peers/peers.js';
import { registerProblems } from './problems/problems.js';
import { registerContextKeys } from './status/contextKeys.js';
import { registerInterruptedWrites } from './status/interruptedWrites.js';
import { registerRenewals } from './status/renewals.js';
import { registerSecretsNotice } from './status/secretsNotice.js';
import { registerExpiryStatus } from './status/expiryStatus.js';
import { createTerminalPort } from './status/terminalPort.js';
import { registerTasks } from './tasks/tasks.js';
import { registerTools } from './tools/tools.js';
import { registerInventory } from './inventory/inventory.js';
import { createServices } from './services/create.js';

export function activate(context: vscode.ExtensionContext): void {
	const log = vscode.window.createOutputChannel('PKI Workbench', { log: true });
	context.subscriptions.push(log);
	const services = createServices(context, log);
	const explorer = registerExplorer(services);
	const details = registerDetails(services);
	const problems = registerProblems(services);
	const running = registerPeers(services);
	const explanations = registerExplanations(services);
	context.subscriptions.push(
		explorer,
		details,
		problems,
		running,
		explanations,
		registerBlockFeatures(services, () => problems.current),
		registerPathFeatures(services),
		registerPaste(),
		registerQuickFixes(services),
		registerInventory(services),
		registerExpiryStatus(services, problems),
		registerRenewals(services),
		registerTools(problems),
		registerTasks(problems, running),
		registerDebugCheck(services, problems),
		registerContextKeys(services),
		registerSecretsNotice(services),
		registerInterruptedWrites(services),
		registerCommands(async () => (await import('./commands/index.js')).commands, {
			...services,
			views: {
				...{ explorer, details, expiry: problems, findings: problems, running, explanations },
				terminal: createTerminalPort(services),
			},
		}),
	);
}
