import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { Services } from '../../services/services.js';
import { describeError, type ErrorAction } from '../../ui/words/errors/errors.js';
import { treeItem } from '../../ui/treeItem.js';
import type { Arrangement } from './loaded.js';

export interface TreeHost {
	readonly services: Services;
	/** By the id of the list: a refresh further up makes its row anew, and must not lose this. */
	readonly arrangements: Map<string, Arrangement>;
	/** Draws a node anew, without reading its children again unless it forgot them. */
	redraw(node: TreeNode | undefined): void;
	/**
	 * Draws those rows anew that say something else than before. VS Code forgets the rows below each until it has asked
	 * for them again, and a menu that is open on one of them acts on nothing. What a row says once the rows below it are
	 * known is drawn with these and needs no call.
	 */
	update(nodes: readonly TreeNode[]): void;
}

/**
 * A row. Its plain properties (`connection`, `mount`, `role`, `serialNumber`, `authority`, `certificate`) make it as
 * good as an options object for every command.
 */
export abstract class TreeNode {
	#children: Promise<readonly TreeNode[]> | undefined;
	#loaded: readonly TreeNode[] | undefined;

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

	/** The children as far as they have been read already; nothing is read for this. */
	get loaded(): readonly TreeNode[] | undefined {
		return this.#loaded;
	}

	/** Whether the row below another is shown open: VS Code asks for its children as soon as it has it. */
	opensItself(): boolean {
		return false;
	}

	abstract toTreeItem(): vscode.TreeItem;

	/** What takes longer than drawing a row: called when the pointer rests on it. */
	tooltip?(signal: AbortSignal): Promise<string>;

	protected load(): Promise<readonly TreeNode[]> {
		return Promise.resolve([]);
	}

	/** Whether `load` asks the server: only then does its success say that it can be reached. */
	protected readonly asksServer: boolean = false;

	/** What came of asking the server, undefined when it answered: the row of the connection says so. */
	heard(failure: unknown): void {
		this.parent?.heard(failure);
	}

	/** Reads once; a failure is a row with a way on, never an empty list. */
	children(): Promise<readonly TreeNode[]> {
		if (this.#children) return this.#children;
		const reading: Promise<readonly TreeNode[]> = this.load().then(
			(nodes) => {
				const isWhole = !nodes.some((node) => node instanceof ErrorNode);
				if (this.asksServer && isWhole) this.heard(undefined);
				return nodes.length > 0 ? nodes : this.empty();
			},
			(error: unknown) => {
				this.heard(error);
				return [new ErrorNode(this.host, this, error)];
			},
		);
		this.#children = reading;
		void reading.then((nodes) => {
			if (this.#children === reading) this.#loaded = nodes;
		});
		return reading;
	}

	protected empty(): readonly TreeNode[] {
		return [new RowNode(this.host, this, { text: vscode.l10n.t('Nothing here yet') })];
	}

	/** The next look reads anew. */
	forget(): void {
		this.#children = undefined;
		this.#loaded = undefined;
	}

	/** Reads anew if it was read before; what was never opened stays unread. */
	refresh(): void {
		if (this.#children === undefined) return;
		this.forget();
		this.host.redraw(this);
	}

	/** A read that the rows can do without; those that say something else afterwards are drawn again. */
	protected inBackground(
		what: string,
		task: () => Promise<void>,
		rows: readonly TreeNode[] = [this],
	): void {
		void task().then(
			() => this.host.update(rows),
			(error: unknown) => {
				const words = error instanceof Error ? error.message : String(error);
				this.host.services.log.debug(`${what}: ${words}`);
			},
		);
	}
}

const leaf = vscode.TreeItemCollapsibleState.None;

export interface RowText {
	readonly text: string;
	readonly description?: string;
	/** One fact a line, where there is more to say than the row does. */
	readonly tooltip?: readonly string[];
	/** Codicon; `info` if absent. */
	readonly icon?: string;
	/** Distinguishes several rows below one node. */
	readonly key?: string;
	/** What a click does; it gets the row's parent. */
	readonly command?: string;
}

/** A sentence in the tree: why a list is empty, a right that is missing, what to do next. */
export class RowNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		private readonly row: RowText,
	) {
		super(host, parent, `${parent.id}/${row.key ?? 'message'}`);
	}

	override toTreeItem(): vscode.TreeItem {
		const { text, description, tooltip, icon = 'info', command } = this.row;
		return treeItem(this, text, {
			description,
			tooltip,
			icon,
			tags: ['message'],
			state: leaf,
			command:
				command === undefined ? undefined : { title: text, command, arguments: [this.parent] },
		});
	}
}

/** What went wrong, in words, with the likeliest way on as its click and the others in its menu. */
export class ErrorNode extends TreeNode {
	constructor(
		host: TreeHost,
		override readonly parent: TreeNode,
		/** What *Edit Connection…* finds the setting by that it begins with. */
		readonly error: unknown,
	) {
		super(host, parent, `${parent.id}/error`);
	}

	override toTreeItem(): vscode.TreeItem {
		const { message, actions } = describeError(this.error, this);
		const [wayOn] = actions.filter(({ command }) => command !== 'pki.showLog');
		const offers = (id: string) => actions.some(({ command }) => command === id);
		const { title, command, args } = wayOn ?? retry();
		// What to do comes first: a narrow side bar cuts the rest.
		return treeItem(this, vscode.l10n.t('{0}: {1}', title, message), {
			icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
			tags: [
				'error',
				...(offers('pki.signIn') ? ['unauthorized'] : []),
				...(offers('pki.editConnection') ? ['editable'] : []),
			],
			tooltip: [message, ...(isPkiError(this.error) ? this.error.serverMessages : [])],
			state: leaf,
			command: { title, command, arguments: [...(args ?? [this])] },
		});
	}
}

function retry(): ErrorAction {
	return { title: vscode.l10n.t('Retry'), command: 'pki.refresh' };
}
