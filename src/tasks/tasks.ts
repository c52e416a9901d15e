import * as vscode from 'vscode';
import type { ExpiryPort } from '../services/ports/expiry.js';

const type = 'pki';

/**
 * Tasks of the type `pki`, which refuse by their exit code. They have no problem matcher: what they find stands in the
 * Problems panel already. VS Code runs no task in Restricted Mode.
 */
export function registerTasks(expiry: ExpiryPort): vscode.Disposable {
	return vscode.tasks.registerTaskProvider(type, {
		provideTasks: () => {
			if (vscode.workspace.workspaceFolders === undefined) return [];
			const name = vscode.l10n.t('Check Certificate Expiry');
			const definition = { type, task: 'checkExpiry' };
			return [taskOf(definition, vscode.TaskScope.Workspace, name, expiry)];
		},
		// What is wrong with a definition is said in its terminal, where somebody looks for it.
		resolveTask: ({ definition, scope = vscode.TaskScope.Workspace, name }) =>
			taskOf(definition, scope, name, expiry),
	});
}

function taskOf(
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
