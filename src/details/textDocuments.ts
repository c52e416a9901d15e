import * as vscode from 'vscode';
import type { WorkspaceIndex } from '../services/workspace/workspaceIndex.js';
import { plainText } from '../ui/words/plainText.js';
import type { Subject } from './page/subject.js';

const detailsScheme = 'pki-details';

/** Read-only documents with the facts as text; what is closed is forgotten. */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
	readonly #texts = new Map<string, string>();
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly #registration: vscode.Disposable;
	readonly onDidChange = this.#changed.event;

	constructor(private readonly workspace?: WorkspaceIndex) {
		this.#registration = vscode.Disposable.from(
			this.#changed,
			vscode.workspace.registerTextDocumentContentProvider(detailsScheme, this),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => {
				if (uri.scheme === detailsScheme) this.#texts.delete(uri.toString());
			}),
		);
	}

	provideTextDocumentContent(uri: vscode.Uri): string {
		return (
			this.#texts.get(uri.toString()) ??
			vscode.l10n.t('This text was lost when the window was reloaded. Show the details again.')
		);
	}

	/** Opens the subject's facts beside the active editor. The same content gets the same document; one is reused for what is only looked at. */
	async show(subject: Subject, preview: boolean): Promise<void> {
		const { describeAsText } = await import('./page/describe.js');
		const text = await describeAsText(subject, this.workspace);
		const uri = documentUri(subject);
		this.#texts.set(uri.toString(), text);
		this.#changed.fire(uri);
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, {
			preview,
			viewColumn: vscode.window.activeTextEditor
				? vscode.ViewColumn.Beside
				: vscode.ViewColumn.Active,
		});
	}

	dispose(): void {
		this.#texts.clear();
		this.#registration.dispose();
	}
}

function documentUri({ title, digest }: Subject): vscode.Uri {
	const name = plainText(title, 80).replace(/[\\/:*?"<>|#]/g, '_');
	return vscode.Uri.from({ scheme: detailsScheme, path: `/${name}.txt`, query: digest });
}
