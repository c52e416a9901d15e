import * as vscode from 'vscode';

/** `pki.openWalkthrough` */
export async function run(): Promise<void> {
	await vscode.commands.executeCommand(
		'workbench.action.openWalkthrough',
		'pki-workbench.pki-workbench#getStarted',
		false,
	);
}
