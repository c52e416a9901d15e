import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import type { CommandContext, CommandInput } from '../command.js';
import { readWorkspace, workspaceItems } from './workspaceItems.js';

type Result = PkiCommands['pki.listWorkspaceCertificates']['result'];

/**
 * `pki.listWorkspaceCertificates`: every certificate, request, CRL and key in the workspace's files. A person sees the
 * view. Reads only, so it works in Restricted Mode.
 */
export async function run(
	{ workspace }: CommandContext,
	{ interactive }: CommandInput,
): Promise<Result> {
	if (interactive) await vscode.commands.executeCommand('pki.workspaceCertificates.focus');
	else await readWorkspace(workspace);
	return { items: await workspaceItems(workspace) };
}
