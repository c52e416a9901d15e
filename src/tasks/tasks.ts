import * as vscode from 'vscode';
import type { ExpiryPort } from '../services/ports/expiry.js';
import type { RunningPort } from '../services/ports/running.js';

const type = 'pki';

/**
 * Tasks of the type `pki`. The check refuses by its exit code, and has no problem matcher: what it finds stands in the
 * Problems panel already. The echo server has one, so that a launch goes on once it listens. VS Code runs no task in
 * Restricted Mode.
 */
export function registerTasks(expiry: ExpiryPort, running: RunningPort): vscode.Disposable {
	return vscode.tasks.registerTaskProvider(type, {
		provideTasks: () => {
			if (vscode.workspace.workspaceFolders === undefined) return [];
			const name = vscode.l10n.t('Check Certificate Expiry');
			const definition = { type, task: 'checkExpiry' };
			return [checkTask(definition, vscode.TaskScope.Workspace, name, expiry)];
		},
		// What is wrong with a definition is said in its terminal, where somebody looks for it.
		resolveTask: ({ definition, scope = vscode.TaskScope.Workspace, name }) =>
			definition.task === 'echoServer'
				? echoTask(definition, scope, name, running)
				: checkTask(definition, scope, name, expiry),
	});
}

function checkTask(
	definition: vscode.TaskDefinition,
	scope: vscode.WorkspaceFolder | vscode.TaskScope,
	name: string,
	expiry: ExpiryPort,
): vscode.Task {
	const folder = typeof scope === 'object' ? scope : undefined;
	// Variables such as `${input:days}` are put in when it runs.
	const execution = new vscode.CustomExecution(async (resolved) => {
		const { ExpiryTerminal } = await import('./expiryTerminal.js');
		return new ExpiryTerminal(resolved, folder, expiry);
	});
	const task = new vscode.Task(definition, scope, name, type, execution, []);
	task.detail = vscode.l10n.t(
		'Fails if a certificate or CRL has expired, expires soon or is not valid yet',
	);
	return task;
}

function echoTask(
	definition: vscode.TaskDefinition,
	scope: vscode.WorkspaceFolder | vscode.TaskScope,
	name: string,
	running: RunningPort,
): vscode.Task {
	const folder = typeof scope === 'object' ? scope : undefined;
	const execution = new vscode.CustomExecution(async (resolved) => {
		const { EchoTerminal } = await import('./echoTerminal.js');
		return new EchoTerminal(resolved, folder, running);
	});
	const task = new vscode.Task(definition, scope, name, type, execution, ['$pki-echo-server']);
	task.isBackground = true;
	task.detail = vscode.l10n.t('Answers TLS clients with what it saw of them');
	return task;
}
