import * as vscode from 'vscode';
import type { FindingsPort } from '../services/ports/findings.js';
import type { Services } from '../services/services.js';

const setting = 'pki.debug.checkCertificates';

/**
 * Says which certificates and keys of a debug configuration will not work. A session is looked at once it has started, so
 * that no launch waits for it; its child sessions have the same configuration.
 */
export function registerDebugCheck(
	services: Pick<Services, 'log' | 'references'>,
	findings: FindingsPort,
): vscode.Disposable {
	/** What will break only later is said once a window. */
	const told = new Set<string>();
	return vscode.debug.onDidStartDebugSession((session) => {
		const { parentSession, workspaceFolder } = session;
		if (parentSession !== undefined || !isOn(workspaceFolder)) return;
		check(session).catch((error: unknown) => {
			services.log.error(`debug: ${error instanceof Error ? error.message : String(error)}`);
		});
	});

	async function check({ configuration, workspaceFolder }: vscode.DebugSession): Promise<void> {
		const [{ faultsOf }, { tell }] = await Promise.all([
			import('./faults.js'),
			import('./notice.js'),
		]);
		const parts = { references: services.references, findings };
		const launch = await faultsOf(parts, configuration, workspaceFolder);
		const fresh = launch.faults.filter(({ isLater, message }) => !isLater || !told.has(message));
		for (const { isLater, message } of fresh) if (isLater) told.add(message);
		await tell({ ...launch, faults: fresh }, turnOff);
	}
}

function isOn(folder: vscode.WorkspaceFolder | undefined): boolean {
	return vscode.workspace.getConfiguration(undefined, folder).get<unknown>(setting) !== false;
}

async function turnOff(): Promise<void> {
	await vscode.workspace
		.getConfiguration()
		.update(setting, false, vscode.ConfigurationTarget.Global);
}
