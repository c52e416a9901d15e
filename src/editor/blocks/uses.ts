/** In how many places a file is named by its path, as far as the index of the workspace knows. */
import * as vscode from 'vscode';
import { byLink } from '../../services/ports/links.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import type { BlockCommand } from './blockCommands.js';

type Uses = Pick<WorkspaceIndex, 'usesOf'>;

/** Undefined where nothing names it, or nothing was read yet. `line` is where somebody is told of it. */
export function usesCommand(
	workspace: Uses,
	uri: vscode.Uri,
	line: number,
): BlockCommand | undefined {
	const { length } = workspace.usesOf(uri);
	if (length === 0) return undefined;
	return {
		command: 'pki.showUses',
		title:
			length === 1 ? vscode.l10n.t('Used in 1 place') : vscode.l10n.t('Used in {0} places', length),
		args: [{ uri: uri.toJSON() as unknown, line }, byLink],
	};
}

/** Fires when a document with blocks is named in more or fewer places than before. */
export function watchUses(
	workspace: Uses & Pick<WorkspaceIndex, 'onDidChange'>,
	mayHold: (document: vscode.TextDocument) => boolean,
): { readonly event: vscode.Event<void>; dispose(): void } {
	const changed = new vscode.EventEmitter<void>();
	const countsNow = () =>
		vscode.workspace.textDocuments
			.filter(mayHold)
			.map(({ uri }) => `${uri.toString()} ${workspace.usesOf(uri).length}`)
			.join('\n');
	let known = '';
	const registration = workspace.onDidChange(() => {
		const next = countsNow();
		if (next === known) return;
		known = next;
		changed.fire();
	});
	return {
		event: changed.event,
		dispose: () => void vscode.Disposable.from(changed, registration).dispose(),
	};
}
