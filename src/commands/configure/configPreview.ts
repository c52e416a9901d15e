/** The configuration as it will be, in a read-only document below the questions; drawn anew with each change. */
import * as vscode from 'vscode';
import { plainText } from '../../ui/words/plainText.js';

const scheme = 'pki-config-preview';

/** One that is closed may be kept for a while, with its text. */
let count = 0;

export class ConfigPreview implements vscode.TextDocumentContentProvider {
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly onDidChange = this.#changed.event;
	readonly #registration = vscode.Disposable.from(
		this.#changed,
		vscode.workspace.registerTextDocumentContentProvider(scheme, this),
	);
	readonly #uri: vscode.Uri;
	#text = '';
	#opening: Promise<unknown> | undefined;

	constructor(
		name: string,
		private readonly languageId: string,
	) {
		const title = plainText(vscode.l10n.t('Preview of {0}', name), 80);
		count += 1;
		const path = `/${title.replace(/[\\/:*?"<>|#]/g, '_')}`;
		this.#uri = vscode.Uri.from({ scheme, path, query: String(count) });
	}

	provideTextDocumentContent(): string {
		return this.#text;
	}

	/** The question keeps the focus, and does not wait for it. */
	show(text: string): void {
		this.#text = text;
		if (this.#opening) this.#changed.fire(this.#uri);
		this.#opening ??= this.#open();
	}

	async #open(): Promise<void> {
		const opened = await vscode.workspace.openTextDocument(this.#uri);
		const languages = await vscode.languages.getLanguages();
		const document = languages.includes(this.languageId)
			? await vscode.languages.setTextDocumentLanguage(opened, this.languageId)
			: opened;
		await makeRoom();
		await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
	}

	/** Takes the document away again. */
	async close(): Promise<void> {
		try {
			await this.#opening;
		} finally {
			await this.#takeAway();
		}
	}

	async #takeAway(): Promise<void> {
		const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
		const own = tabs.filter(
			({ input }) =>
				input instanceof vscode.TabInputText && input.uri.toString() === this.#uri.toString(),
		);
		await vscode.window.tabGroups.close(own, true);
		this.#registration.dispose();
	}
}

/** In the lower half of the window: questions stand at its top, over what is there. */
async function makeRoom(): Promise<void> {
	if (vscode.window.tabGroups.activeTabGroup.tabs.length === 0) return;
	await vscode.commands.executeCommand('workbench.action.newGroupBelow');
}
