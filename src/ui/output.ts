import * as vscode from 'vscode';

/** Opens an untitled document in its language, beside nothing: the user saves it where it belongs. */
export async function openText(text: string, languageId: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument({ language: languageId, content: text });
	await vscode.window.showTextDocument(document, { preview: false });
}

/** Copies, and says so: nothing else shows that it happened. */
export async function copyText(text: string, done: string): Promise<void> {
	await vscode.env.clipboard.writeText(text);
	sayDone(done);
}

/** For a moment in the status bar. */
export function sayDone(done: string): void {
	vscode.window.setStatusBarMessage(`$(check) ${done}`, 4000);
}
