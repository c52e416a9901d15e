import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * The frame of the view: no data and no words are in it, so that nothing in a certificate can become markup. Scripts run
 * by nonce only; the styles are the extension's; nothing is loaded from anywhere else.
 */
export function detailsHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
	const nonce = randomBytes(18).toString('base64');
	const resource = (...segments: string[]) =>
		webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...segments)).toString();
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src ${webview.cspSource}`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource('media', 'details.css')}">
<title>PKI</title>
</head>
<body>
<main id="details" tabindex="-1"></main>
<p id="announcement" role="status"></p>
<script nonce="${nonce}" src="${resource('dist', 'webview', 'details.js')}"></script>
</body>
</html>`;
}

export function webviewRoots(extensionUri: vscode.Uri): readonly vscode.Uri[] {
	return ['media', 'dist/webview'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
}
