import * as vscode from 'vscode';
import { plainText } from './words/plainText.js';

export interface RowOptions {
	readonly description?: string;
	readonly icon: vscode.ThemeIcon | string;
	/** What menus ask for, each as ` tag ` in `viewItem`. */
	readonly tags: readonly string[];
	/** One fact a line; plain text, so that no name becomes a link. Absent: label and description. */
	readonly tooltip?: readonly string[];
	/** The row waits for `tooltip()` of its node. */
	readonly tooltipLater?: boolean;
	/** What a screen reader says beyond label and description. */
	readonly spoken?: string;
	/** What a screen reader says in the place of a description that was made short. */
	readonly spokenDescription?: string;
	readonly state?: vscode.TreeItemCollapsibleState;
	readonly command?: vscode.Command;
}

/** A row as VS Code wants it; names from certificates and servers lose line breaks and direction marks. */
export function treeItem(
	node: { readonly id: string },
	label: string,
	options: RowOptions,
): vscode.TreeItem {
	const { icon, state = vscode.TreeItemCollapsibleState.Collapsed } = options;
	const name = plainText(label);
	const description = plainText(options.description ?? '');
	const item = new vscode.TreeItem(name, state);
	item.id = node.id;
	item.description = description;
	item.iconPath = typeof icon === 'string' ? new vscode.ThemeIcon(icon) : icon;
	item.contextValue = ['', ...[...options.tags].sort(), ''].join(' ');
	if (!options.tooltipLater) {
		item.tooltip = (options.tooltip ?? [name, description])
			.map((line) => plainText(line, 1000))
			.filter((line) => line !== '')
			.join('\n');
	}
	const spokenDescription = plainText(options.spokenDescription ?? '') || description;
	const spoken = [name, spokenDescription, plainText(options.spoken ?? '')];
	item.accessibilityInformation = { label: spoken.filter((part) => part !== '').join(', ') };
	if (options.command) item.command = options.command;
	return item;
}
