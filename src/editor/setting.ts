import * as vscode from 'vscode';

/** How blocks are summarized beside the text. */
export type BlockSummaries = 'lens' | 'inlay' | 'off';

const setting = 'pki.editor.blocks';

export function blockSummaries(scope: vscode.Uri): BlockSummaries {
	const value = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(setting);
	return value === 'inlay' || value === 'off' ? value : 'lens';
}

/** Fires when another summary has to be drawn: the setting, or a finding, is another one. */
export function createRefresh(): { readonly event: vscode.Event<void>; dispose(): void } {
	const changed = new vscode.EventEmitter<void>();
	const registrations = vscode.Disposable.from(
		changed,
		vscode.languages.onDidChangeDiagnostics(() => changed.fire()),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(setting)) changed.fire();
		}),
	);
	return { event: changed.event, dispose: () => void registrations.dispose() };
}
