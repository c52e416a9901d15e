import * as vscode from 'vscode';
import { lazily } from '../core/common/lazily.js';
import { isPkiError } from '../core/common/errors.js';
import type { Services } from '../services/services.js';
import type { Row } from './row.js';
import type { WorkspaceTree } from './tree.js';

export const viewId = 'pki.workspaceCertificates';
/** `idle`, `reading`, `ready`: what the view offers goes by it. */
const stateKey = 'pki.workspaceState';

/** The list of everything in the workspace. Nothing is loaded before it is looked at. */
export function registerInventory({
	workspace,
	issued,
	log,
}: Pick<Services, 'workspace' | 'issued' | 'log'>): vscode.Disposable {
	const changed = new vscode.EventEmitter<Row | undefined>();
	let tree: WorkspaceTree | undefined;
	const load = lazily(async () => {
		const { WorkspaceTree: Tree } = await import('./tree.js');
		tree = new Tree(workspace, issued);
		tree.onDidChangeTreeData((row) => changed.fire(row));
		return tree;
	});
	const view = vscode.window.createTreeView<Row>(viewId, {
		showCollapseAll: true,
		canSelectMany: true,
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getChildren: async (row) => (await load()).getChildren(row),
			getTreeItem: (row) => row.toTreeItem(),
			getParent: (row) => row.parent,
		},
	});
	const report = (error: unknown) => {
		if (!isPkiError(error, 'cancelled')) log.error(`workspace: ${String(error)}`);
	};
	const progress = new ViewProgress(view, workspace, report);
	let told: string | undefined;
	const update = () => {
		const { state } = workspace;
		if (told !== state) void vscode.commands.executeCommand('setContext', stateKey, state);
		told = state;
		progress.follow();
	};
	update();
	return vscode.Disposable.from(
		view,
		changed,
		new vscode.Disposable(() => tree?.dispose()),
		workspace.onDidChange(update),
		view.onDidChangeVisibility(({ visible }) => {
			if (!visible) return;
			// What is read is kept up to date; only time has passed.
			tree?.redraw();
			progress.start();
		}),
	);
}

/** Shows in the view that a read runs, whoever began it. */
class ViewProgress {
	#isShown = false;
	/** Once it was read or cancelled, it does not begin by itself again. */
	#wasRead = false;

	constructor(
		private readonly view: vscode.TreeView<Row>,
		private readonly index: Services['workspace'],
		private readonly report: (error: unknown) => void,
	) {}

	/** The first look at the view is the question. */
	start(): void {
		const { workspaceFolders = [] } = vscode.workspace;
		if (this.#wasRead || workspaceFolders.length === 0) return;
		this.#wasRead = true;
		this.index.read().catch(this.report);
		this.follow();
	}

	follow(): void {
		const { state } = this.index;
		if (state !== 'reading' || this.#isShown || !this.view.visible) return;
		this.#isShown = true;
		this.#wasRead = true;
		const shown = vscode.window.withProgress({ location: { viewId } }, () =>
			this.index.read({ onProgress: (done, total) => this.#say(done, total) }),
		);
		Promise.resolve(shown)
			.catch(this.report)
			.finally(() => {
				this.#isShown = false;
				this.view.message = undefined;
			});
	}

	#say(done: number, total: number): void {
		if (!this.#isShown) return;
		this.view.message =
			total === 0
				? vscode.l10n.t('Searching the workspace…')
				: vscode.l10n.t('Reading {0} of {1} files…', done, total);
	}
}
