import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** A page of ours: a script in `dist/webview`. */
export type PageName = 'details' | 'report';

/**
 * Gives a tab its page; to be done once. `first` is the message that it shows as it begins: one that is sent waits until
 * VS Code has loaded all of it.
 */
export function frame(
	{ webview }: vscode.WebviewPanel,
	extensionUri: vscode.Uri,
	page: PageName,
	first?: object,
): void {
	const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
	webview.options = { enableScripts: true, localResourceRoots: [folder] };
	const elements = webview.asWebviewUri(vscode.Uri.joinPath(folder, 'elements.js'));
	webview.html = pageHtml({ ...partsOf(page, extensionUri), elements }, first);
}

/**
 * The frame of a page: data and words are in it only as JSON, where no markup can begin. Script and style are the
 * extension's, allowed by nonce, and what draws the page stands in it: asking for a file of its own takes a page several
 * times as long as to draw itself. The controls, most of the code, come when that is done. Nothing else is loaded.
 */
function pageHtml(
	{ script, style, elements }: Parts & { elements: vscode.Uri },
	first?: object,
): string {
	const nonce = randomBytes(18).toString('base64');
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${style}</style>
<title>PKI</title>
</head>
<body>
<main id="details" tabindex="-1"></main>
<p id="announcement" role="status"></p>
<script id="first" type="application/json">${first ? jsonInHtml(first) : ''}</script>
<script nonce="${nonce}" data-elements="${attribute(elements.toString())}">${script}</script>
</body>
</html>`;
}

/** JSON without the character that markup begins with: in a string it may be written otherwise, and stands nowhere else. */
function jsonInHtml(data: object): string {
	return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function attribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

interface Parts {
	readonly script: string;
	readonly style: string;
}

const known = new Map<PageName, Parts>();

/** Read once: they are small, and belong to the code that runs. */
function partsOf(page: PageName, extensionUri: vscode.Uri): Parts {
	const read = (...segments: string[]) =>
		readFileSync(vscode.Uri.joinPath(extensionUri, ...segments).fsPath, 'utf8');
	const parts = known.get(page) ?? {
		// What would end the element or change how it is read, written so that it means the same in a string.
		script: read('dist', 'webview', `${page}.js`).replace(/<(?=\/?script|!--)/gi, '\\x3c'),
		style: read('media', 'details.css'),
	};
	known.set(page, parts);
	return parts;
}
