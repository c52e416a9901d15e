/** Shows in VS Code's own diff what a file would become. Nothing is written until it is accepted. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { plainText } from '../../ui/words/plainText.js';

/** The menu of editors goes by it: the buttons stand on the diff. */
const scheme = 'pki-proposal';

/** Diffs that are open, by the address of their right side. */
const reviews = new Map<string, (isAccepted: boolean) => void>();

/** What the buttons on the diff say; does nothing where that is no review. */
export function endReview(uri: vscode.Uri | undefined, isAccepted: boolean): void {
	const open = uri ? reviews.get(uri.toString()) : [...reviews.values()].at(-1);
	open?.(isAccepted);
}

/**
 * `propose` makes the new text from the current one, again after each change meanwhile. Resolves once the file has it; one
 * that was saved before is saved. Rejects with `cancelled` when it is discarded or the diff is closed.
 */
export async function reviewChange(
	document: vscode.TextDocument,
	propose: (text: string) => Promise<string>,
): Promise<void> {
	const review = new Review(document, propose);
	try {
		if (!(await review.ask())) throw new PkiError('cancelled');
		await review.close();
		await apply(document, await propose(document.getText()));
	} finally {
		await review.close();
	}
}

let count = 0;

class Review implements vscode.TextDocumentContentProvider {
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.#changed.event;
	readonly #uri: vscode.Uri;
	readonly #registrations: { dispose(): unknown }[];

	constructor(
		private readonly document: vscode.TextDocument,
		private readonly propose: (text: string) => Promise<string>,
	) {
		count += 1;
		this.#uri = vscode.Uri.from({ scheme, path: document.uri.path, query: String(count) });
		this.#registrations = [
			this.#changed,
			vscode.workspace.registerTextDocumentContentProvider(scheme, {
				onDidChange: this.onDidChange,
				provideTextDocumentContent: () => this.provideTextDocumentContent(),
			}),
			vscode.workspace.onDidChangeTextDocument((event) => {
				if (event.document === document) this.#changed.fire(this.#uri);
			}),
		];
	}

	provideTextDocumentContent(): Promise<string> {
		return this.propose(this.document.getText());
	}

	/** Whoever closes the diff has not accepted it. */
	async ask(): Promise<boolean> {
		const name = plainText(path.posix.basename(this.document.uri.path), 80);
		const title = vscode.l10n.t('{0}: with client configuration', name);
		const answer = new Promise<boolean>((resolve) => {
			reviews.set(this.#uri.toString(), resolve);
			this.#registrations.push(
				vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
					if (closed.some((tab) => this.#isOwn(tab))) resolve(false);
				}),
			);
		});
		await vscode.commands.executeCommand('vscode.diff', this.document.uri, this.#uri, title, {
			preview: false,
		});
		const [accept, discard] = [vscode.l10n.t('Accept'), vscode.l10n.t('Discard')];
		const question = vscode.l10n.t('Review the changes to {0}. Nothing is written yet.', name);
		const pressed = Promise.resolve(
			vscode.window.showInformationMessage(question, accept, discard),
		).then((button) =>
			// A notification that goes away leaves the buttons on the diff.
			button === undefined ? answer : button === accept,
		);
		return Promise.race([answer, pressed]);
	}

	async close(): Promise<void> {
		if (!reviews.delete(this.#uri.toString())) return;
		const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
		await vscode.window.tabGroups.close(tabs.filter((tab) => this.#isOwn(tab)));
		for (const registration of this.#registrations) registration.dispose();
	}

	#isOwn({ input }: vscode.Tab): boolean {
		return (
			input instanceof vscode.TabInputTextDiff && input.modified.toString() === this.#uri.toString()
		);
	}
}

/** Only what differs is replaced, so that undo and markers elsewhere stay. */
async function apply(document: vscode.TextDocument, text: string): Promise<void> {
	const wasSaved = !document.isDirty;
	const old = document.getText();
	let start = 0;
	while (start < old.length && old[start] === text[start]) start++;
	// A pair of characters is replaced as one.
	if (start > 0 && /[\r\ud800-\udbff]/.test(old[start - 1] ?? '')) start--;
	let same = 0;
	const most = Math.min(old.length, text.length) - start;
	while (same < most && old.at(-1 - same) === text.at(-1 - same)) same++;
	if (same > 0 && /[\n\udc00-\udfff]/.test(old.at(-same) ?? '')) same--;
	const end = old.length - same;
	const edit = new vscode.WorkspaceEdit();
	const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
	edit.replace(document.uri, range, text.slice(start, text.length - same));
	if (!(await vscode.workspace.applyEdit(edit))) {
		throw new PkiError('unexpected', { reason: 'notEdited' });
	}
	if (wasSaved) await document.save();
	await vscode.window.showTextDocument(document, { preview: false });
}
