/** For editor tests: what VS Code is answered about the blocks of a document. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pemOf } from './certificates.js';

export const activate = () =>
	vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();
export const base64 = (text: string) => Buffer.from(text).toString('base64');
export const expired = () => pemOf({ name: 'old.test', from: -40, to: -3 });
export const indented = (pem: string) => pem.trimEnd().replace(/^/gm, '    ');

export const ours = (uri: vscode.Uri) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PKI');

export async function hoverIn(document: vscode.TextDocument, line: number, character = 8) {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		'vscode.executeHoverProvider',
		document.uri,
		new vscode.Position(line, character),
	);
	const [hover] = hovers.filter(({ contents }) =>
		contents.some((part) => part instanceof vscode.MarkdownString && part.isTrusted),
	);
	const [content] = hover?.contents ?? [];
	return hover && content instanceof vscode.MarkdownString
		? { range: hover.range, content, text: content.value.replace(/\\(?=[!-~])/g, '') }
		: undefined;
}

export async function titlesIn({ uri }: vscode.TextDocument): Promise<readonly string[]> {
	const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
		'vscode.executeCodeLensProvider',
		uri,
		1000,
	);
	// Those that are resolved come in any order; on screen the summary stands first.
	const titles = lenses.flatMap(({ command }) => command?.title ?? []);
	const isSummary = (title: string) => title.startsWith('CN=');
	return [...titles.filter(isSummary), ...titles.filter((title) => !isSummary(title))];
}

export async function hintsIn(document: vscode.TextDocument): Promise<readonly string[]> {
	const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
		'vscode.executeInlayHintProvider',
		document.uri,
		new vscode.Range(0, 0, document.lineCount, 0),
	);
	return hints.map(({ label, position }) => {
		assert.ok(typeof label === 'string');
		return `${position.line}: ${label}`;
	});
}
