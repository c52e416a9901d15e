/** For tests inside VS Code: what stands at the paths of a document. */
import * as vscode from 'vscode';

/** The text and the target of each link to a file that is ours. */
export async function linksIn(
	document: vscode.TextDocument,
): Promise<readonly (readonly [text: string, target: string])[]> {
	const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
		'vscode.executeLinkProvider',
		document.uri,
	);
	return links
		.filter(({ tooltip }) => tooltip === 'Open file')
		.sort((a, b) => a.range.start.compareTo(b.range.start))
		.map(({ range, target }) => [document.getText(range), target?.toString() ?? '']);
}

/** The text of our hover where these words first stand; undefined where there is none. */
export async function pathHoverIn(
	document: vscode.TextDocument,
	words: string,
): Promise<string | undefined> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		'vscode.executeHoverProvider',
		document.uri,
		document.positionAt(document.getText().indexOf(words) + 1),
	);
	return hovers
		.flatMap(({ contents }) => contents)
		.flatMap((part) =>
			part instanceof vscode.MarkdownString && part.isTrusted
				? [part.value.replace(/\\(?=[!-~])/g, '')]
				: [],
		)[0];
}
