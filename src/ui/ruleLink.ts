import * as vscode from 'vscode';

/** What opens the page of a code, such as `expired`. */
export function ruleLink(code: string): vscode.Uri {
	return vscode.Uri.parse(`command:pki.showRule?${encodeURIComponent(JSON.stringify([code]))}`);
}
