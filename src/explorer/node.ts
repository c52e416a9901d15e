import * as vscode from 'vscode';
import type { Services } from '../services/services.js';
import { describeError } from '../ui/errors.js';

export interface TreeHost {
	readonly services: Services;
	/** Draws a node anew, without reading its children again unless it forgot them. */
	redraw(node: TreeNode | undefined): void;
}

/**
 * A row. Its plain properties (`connection`, `mount`, `role`, `serialNumber`, `authority`, `certificate`) make it as
 * good as an options object for every command.
 */
export abstract class TreeNode {
	#children: Promise<readonly TreeNode[]> | undefined;

	constructor(
		readonly host: TreeHost,
		readonly parent: TreeNode | undefined,
		readonly id: string,
	) {}

	get connection(): string | undefined {
		return this.parent?.connection;
	}

	get mount(): string | undefined {
		return this.parent?.mount;
	}

	abstract toTreeItem(): vscode.TreeItem;

	protected load(): Promise<readonly TreeNode[]> {
		return Promise.resolve([]);
	}

	/** Reads once; a failure is a row with a way on, never an empty list. */
	children(): Promise<readonly TreeNode[]> {
		this.#children ??= this.load().then(
			(nodes) => (nodes.length > 0 ? nodes : this.empty()),
			(error: unknown) => [new ErrorNode(this.host, this, error)],
		);
		return this.#children;
	}

	protected empty(): readonly TreeNode[] {
		return [new MessageNode(this.host, this, vscode.l10n.t('Nothing here yet'))];
	}

	forget(): void {
		this.#children = undefined;
	}
}

export function treeItem(
	node: TreeNode,
	label: string,
	options: {
		readonly description?: string;
		readonly icon: vscode.ThemeIcon | string;
		readonly tags: readonly string[];
		readonly tooltip?: string;
		readonly state?: vscode.TreeItemCollapsibleState;
		readonly command?: vscode.Command;
	},
): vscode.TreeItem {
	const item = new vscode.TreeItem(
		label,
		options.state ?? vscode.TreeItemCollapsibleState.Collapsed,
	);
	item.id = node.id;
	item.description = options.description ?? '';
	item.iconPath =
		typeof options.icon === 'string' ? new vscode.ThemeIcon(options.icon) : options.icon;
	item.contextValue = ['', ...[...options.tags].sort(), ''].join(' ');
	item.tooltip = options.tooltip ?? [label, options.description].filter(Boolean).join('\n');
	item.accessibilityInformation = {
		label: [label, options.description].filter(Boolean).join(', '),
	};
	if (options.command) item.command = options.command;
	return item;
}

const leaf = vscode.TreeItemCollapsibleState.None;

/** A sentence in the tree: an empty list, or a right that is missing. */
export class MessageNode extends TreeNode {
	constructor(
		host: TreeHost,
		parent: TreeNode,
		private readonly text: string,
		private readonly icon = 'info',
	) {
		super(host, parent, `${parent.id}/message`);
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, this.text, { icon: this.icon, tags: ['message'], state: leaf });
	}
}

/** What went wrong, as a row; it opens again when clicked. */
export class ErrorNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly error: unknown,
	) {
		super(host, parent, `${parent.id}/error`);
	}

	override toTreeItem(): vscode.TreeItem {
		return treeItem(this, describeError(this.error).message, {
			icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
			tags: ['error'],
			state: leaf,
			description: vscode.l10n.t('retry'),
			command: {
				title: vscode.l10n.t('Retry'),
				command: 'pki.refresh',
				arguments: [this.parent],
			},
		});
	}
}
