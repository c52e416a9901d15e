import * as vscode from 'vscode';

/** A file that VS Code shows without a text editor, as it does with binary ones. */
export function activeTabUri(): vscode.Uri | undefined {
	const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputText ||
		input instanceof vscode.TabInputCustom ||
		input instanceof vscode.TabInputNotebook
		? input.uri
		: undefined;
}
