import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ExpiryItem } from '../services/ports/expiry.js';

/** To the BEGIN line; a DER file has no lines and no text, so its details are shown. */
export async function goToItem({
	uri,
	line,
	endLine,
}: Pick<ExpiryItem, 'uri' | 'line' | 'endLine'>): Promise<void> {
	const isText = endLine > line || path.posix.extname(uri.path).toLowerCase() === '.pem';
	if (!isText) {
		await vscode.commands.executeCommand('pki.decode', uri);
		return;
	}
	const selection = new vscode.Range(line, 0, line, 0);
	await vscode.window.showTextDocument(uri, { selection, preview: true });
}
