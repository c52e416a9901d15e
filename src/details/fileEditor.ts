/** The page as VS Code's editor of a file: for what has no text, and for other files where it is asked for. */
import * as vscode from 'vscode';
import { watchClosing } from './closing.js';
import type { Subject } from './page/subject.js';

/** The default for names of files without text, and the choice for names of files that may have one. */
const viewTypes = { binary: 'pki.file', mayBeText: 'pki.pemOrDer' } as const;

/** VS Code shows an editor's name only for files that it is declared for. */
function viewTypeOf({ path }: vscode.Uri): string {
	return /\.(?:der|p12|pfx|jks)$/i.test(path) ? viewTypes.binary : viewTypes.mayBeText;
}

const words = () => import('../ui/words/errors/errors.js');

/** A file of which VS Code asks for a page. */
class PagedFile implements vscode.CustomDocument {
	#begun: Promise<Subject> | undefined;

	/** Reading begins at once: VS Code takes a while until it asks for the page. */
	constructor(readonly uri: vscode.Uri) {
		this.#begun = read(uri);
		// Whoever asks for it is told.
		this.#begun.catch(() => undefined);
	}

	/** What stands in it now. */
	read(): Promise<Subject> {
		const begun = this.#begun ?? read(this.uri);
		this.dispose();
		return begun;
	}

	dispose(): void {
		this.#begun = undefined;
	}
}

async function read(uri: vscode.Uri): Promise<Subject> {
	const { fileSubject } = await import('./fileSubject.js');
	return fileSubject(uri);
}

/** Shows a subject in the tab that VS Code made for its file, unless it was closed. */
type Draw = (tab: vscode.WebviewPanel, subject: Subject, isClosed: () => boolean) => Promise<void>;

export function registerFileEditor(draw: Draw): vscode.Disposable {
	const show = async (tab: vscode.WebviewPanel, file: PagedFile) => {
		const isClosed = watchClosing(tab);
		try {
			await draw(tab, await file.read(), isClosed);
		} catch (error) {
			if (!isClosed()) void (await words()).showError(error);
		}
	};
	const provider: vscode.CustomReadonlyEditorProvider<PagedFile> = {
		openCustomDocument: (uri) => new PagedFile(uri),
		// VS Code begins with the page, which takes it longer than all of this, when it has our answer.
		resolveCustomEditor: (file, tab) => void show(tab, file),
	};
	const options = {
		supportsMultipleEditorsPerDocument: true,
		webviewOptions: { enableFindWidget: true },
	};
	return vscode.Disposable.from(
		...Object.values(viewTypes).map((viewType) =>
			vscode.window.registerCustomEditorProvider(viewType, provider, options),
		),
	);
}

/** Opens a file as its page, in place of the text or the notice that VS Code shows of it. */
export async function openAsPage(
	uri: vscode.Uri,
	options: { readonly preview: boolean },
): Promise<void> {
	const { activeTabGroup: group } = vscode.window.tabGroups;
	const isText = ({ input }: vscode.Tab) =>
		input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
	await vscode.commands.executeCommand('vscode.openWith', uri, viewTypeOf(uri), {
		viewColumn: group.viewColumn,
		...options,
	});
	// What is left where VS Code put the page beside it.
	const left = group.tabs.filter((tab) => isText(tab) && !tab.isDirty);
	if (left.length > 0) await vscode.window.tabGroups.close(left, true);
}
