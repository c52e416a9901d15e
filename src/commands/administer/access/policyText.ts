import * as vscode from 'vscode';

const scheme = 'pki-policy';

export interface PolicyTexts {
	readonly name: string;
	/** What has the name on the server; undefined: nothing, or nothing that may be read. */
	readonly before: string | undefined;
	readonly after: string;
	/** As files of it end. */
	readonly language: 'hcl' | 'json';
}

/** Shows the policy, against the one that it replaces, while a question about it is asked. */
export async function whileShown<T>(
	{ name, before, after, language }: PolicyTexts,
	ask: () => Promise<T>,
): Promise<T> {
	// VS Code keeps a document by its address for a while after it is closed.
	const stamp = Date.now();
	const uriOf = (side: string) =>
		vscode.Uri.from({
			scheme,
			path: `/${name.replaceAll('/', '_')}.${language}`,
			query: `${side}${stamp}`,
		});
	const [left, right] = [uriOf('before'), uriOf('after')];
	const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
		provideTextDocumentContent: ({ query }) => (query === right.query ? after : before),
	});
	try {
		// The question is drawn over the upper end of the window, and a policy has few lines.
		await vscode.commands.executeCommand('workbench.action.newGroupBelow');
		if (before === undefined) {
			await vscode.window.showTextDocument(right, { preview: true, preserveFocus: true });
		} else {
			const title = vscode.l10n.t('Policy “{0}”: on the server ↔ new', name);
			await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
		}
		return await ask();
	} finally {
		await closeTabs();
		provider.dispose();
	}
}

/** Nothing would fill them after a restart. */
async function closeTabs(): Promise<void> {
	const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
	const own = tabs.filter(({ input }) => {
		if (input instanceof vscode.TabInputText) return input.uri.scheme === scheme;
		return input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme;
	});
	await vscode.window.tabGroups.close(own);
}
